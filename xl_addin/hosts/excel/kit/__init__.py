"""The offline kit for IT: everything that ``fho install excel`` needs on a PC without internet."""
