"""LibreOffice while it runs: the Basic functions that are put in, the documents that are watched."""

from collections.abc import Sequence
from typing import Any, Final

import uno
import unohelper
from com.sun.star.awt import XCallback
from com.sun.star.document import XDocumentEventListener
from com.sun.star.frame import XTerminateListener
from com.sun.star.util import XChangesListener, XModifyListener

from xl_addin.hosts.libreoffice.inside.binding import FormulaBinder, Found
from xl_addin.hosts.libreoffice.inside.calc_arguments import document_of, is_range
from xl_addin.hosts.libreoffice.inside.calculation import problem
from xl_addin.hosts.libreoffice.inside.carried import BASIC_SOURCE, OPTIONAL
from xl_addin.hosts.libreoffice.spelling import BASIC_MODULE, spellings

_SPREADSHEET: Final = "com.sun.star.sheet.SpreadsheetDocument"
_SPELLINGS: Final = spellings(OPTIONAL)
_TITLE: Final = "Fælles hjælperordninger kan ikke regne her"
_OTHER_DATES: Final = (
    "Projektmappen tæller dage fra en anden dag end Excel for Windows gør (1904-datosystemet). "
    "Funktionerne giver fejl, indtil den er gemt med det almindelige datosystem."
)
_LOCKED: Final = (
    "Ark med en adgangskode på beskyttelsen kan ikke regnes her, når Excel har gemt dem: {}. Fjern beskyttelsen, gem "
    "projektmappen, og åbn den igen."
)


_LINKS_BAR: Final = "enablecontent"
"""Calc's question whether links to other files may be updated."""


def _links_to_the_add_in_alone(document: Any) -> bool:
    """Whether a document's only links are those that Excel keeps for calls of FHO.xlam: bound, they are not used.

    Calc cannot tell where Excel's XLSTART is, and calls such a link by its number instead of an address.
    """
    files = document.ExternalDocLinks.getElementNames()
    others = (document.SheetLinks, document.AreaLinks, document.DDELinks)
    return (
        bool(files)
        and all(name.isdigit() or name.endswith("/FHO.xlam") for name in files)
        and not any(one.hasElements() for one in others)
    )


def counts_days_otherwise(document: Any) -> bool:
    """Whether a document's dates are not counted from 30-12-1899, such as in Excel's 1904 date system."""
    first = document.NullDate
    return (first.Year, first.Month, first.Day) != (1899, 12, 30)


class Office(unohelper.Base, XDocumentEventListener, XTerminateListener):
    """One for each run of LibreOffice."""

    def __init__(self, context: Any) -> None:
        """Put the Basic functions in, and listen for documents."""
        self._context = context
        self._watched: dict[str, Watcher] = {}
        self._watch_soon = _WatchSoon(self)
        services = context.ServiceManager
        self._desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self._basic = services.createInstanceWithContext(
            "com.sun.star.script.ApplicationScriptLibraryContainer", context
        )
        self._put_basic_functions_in()
        self._desktop.addTerminateListener(self)
        broadcaster = context.getValueByName("/singletons/com.sun.star.frame.theGlobalEventBroadcaster")
        broadcaster.addDocumentEventListener(self)

    def _put_basic_functions_in(self) -> None:
        """Only the library Standard is searched for functions of formulas; it is the user's, so tidy up after."""
        self._basic.loadLibrary("Standard")
        self._take_basic_functions_out()
        self._basic.getByName("Standard").insertByName(BASIC_MODULE, BASIC_SOURCE)

    def _take_basic_functions_out(self) -> None:
        library = self._basic.getByName("Standard")
        if library.hasByName(BASIC_MODULE):
            library.removeByName(BASIC_MODULE)

    def watch(self, document: Any) -> None:
        """Bind a document's formulas, now and whenever one is entered."""
        if document is None or not document.supportsService(_SPREADSHEET):
            return
        name = document.RuntimeUID
        if name not in self._watched:
            self._watched[name] = Watcher(self, document)
            self._watched[name].begin()
        self._watched[name].say()

    def watch_soon(self, document: Any) -> None:
        """Bind a document's formulas when LibreOffice is done with what it is doing, such as computing one."""
        self._watch_soon.add(document)

    def bind(self, document: Any) -> None:
        """Bind the formulas of a document that may be watched already."""
        self.watch(document)
        self._watched[document.RuntimeUID].bind_all()

    def has_watched(self, document: Any) -> None:
        """The formula that the add-in was called by has been bound in the meantime."""
        self._watch_soon.remove(document)

    def soon(self, callback: Any) -> None:
        """Call back when LibreOffice is done with what it is doing."""
        service = "com.sun.star.awt.AsyncCallback"
        self._context.ServiceManager.createInstanceWithContext(service, self._context).addCallback(callback, None)

    def forget(self, name: str) -> None:
        """A document is closed."""
        self._watched.pop(name, None)

    def refuses(self, given: Sequence[Any]) -> bool:
        """Whether a call may come from a document whose dates are counted otherwise."""
        if not any(one.counts_days_otherwise for one in self._watched.values()):
            return False
        ranges = [one.getCellRange() for one in given if is_range(one)]
        return not ranges or any(counts_days_otherwise(document_of(one)) for one in ranges)

    # XDocumentEventListener
    def documentEventOccured(self, event: Any) -> None:
        if event.EventName in ("OnLoadFinished", "OnLoad", "OnNew", "OnCreate"):
            self.watch(event.Source)
        elif event.EventName == "OnUnload":
            self.forget(event.Source.RuntimeUID)

    # XTerminateListener
    def queryTermination(self, _event: Any) -> None:
        pass

    def notifyTermination(self, _event: Any) -> None:
        self._take_basic_functions_out()

    def disposing(self, _event: Any) -> None:
        pass


class Watcher(unohelper.Base, XChangesListener, XModifyListener, XCallback):
    """One for each open spreadsheet.

    Formulas that are typed or pasted are reported with their place. Redone ones are not, nor are those that
    macros enter: of them, the add-in reports those that it gets to compute, and the others are errors. To look
    for these takes longer, so it is done only when there were more changes than reports.
    """

    def __init__(self, office: "Office", document: Any) -> None:
        """Listen for changes of the document."""
        self._office = office
        self._document = document
        self._name = document.RuntimeUID
        self._binder = FormulaBinder(document, _SPELLINGS, OPTIONAL)
        self._message = ""
        self._looks_soon = False
        self._unreported = 0
        document.addChangesListener(self)
        document.addModifyListener(self)

    @property
    def counts_days_otherwise(self) -> bool:
        """Whether the document's dates are not counted from 30-12-1899."""
        return counts_days_otherwise(self._document)

    def bind_all(self) -> None:
        """Bind every formula."""
        self._binder.bind_all()

    def begin(self) -> None:
        """Bind every formula of a document that was opened; say so when they cannot compute.

        Calc trusts the values in a file. After that, a total over an array formula can miss what the array's cells
        become at the first change (7.4, with its own functions too): so arrays are computed anew. And what was
        computed while the document was read may have passed for ordinary dates.
        """
        found = self._binder.bind_all()
        if not found:
            return
        if found is Found.ARRAYS or self.counts_days_otherwise:
            self._binder.compute()
        self._office.has_watched(self._document)
        self._message = problem() or (_OTHER_DATES if self.counts_days_otherwise else "") or self._locked()

    def _locked(self) -> str:
        """What to say of sheets whose formulas cannot be bound, because their protection has a password."""
        sheets = ", ".join(dict.fromkeys(self._binder.locked))
        return _LOCKED.format(sheets) if sheets else ""

    def say(self) -> None:
        """Show the message there is, once the document has a window; and take away a question that is none."""
        controller = self._document.CurrentController
        if controller is None:
            return
        if _links_to_the_add_in_alone(self._document) and controller.hasInfobar(_LINKS_BAR):
            controller.removeInfobar(_LINKS_BAR)
        if self._message:
            kind = uno.getConstantByName("com.sun.star.frame.InfobarType.DANGER")
            controller.appendInfobar(BASIC_MODULE, _TITLE, self._message, kind, (), True)
            self._message = ""

    # XChangesListener
    def changesOccurred(self, event: Any) -> None:
        self._unreported -= 1
        for change in event.Changes:
            if change.Accessor == "cell-change" and self._binder.bind(change.ReplacedElement):
                self._office.has_watched(self._document)

    # XModifyListener
    def modified(self, _event: Any) -> None:
        self._unreported += 1
        if not self._looks_soon:
            self._looks_soon = True
            self._office.soon(self)

    # XCallback
    def notify(self, _nothing: Any) -> None:
        unreported, self._unreported, self._looks_soon = self._unreported, 0, False
        if unreported > 0:
            self._binder.bind_errors()

    def disposing(self, _event: Any) -> None:
        self._office.forget(self._name)


class _WatchSoon(unohelper.Base, XCallback):
    """Has the documents watched whose formulas the add-in was called by."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._documents: dict[str, Any] = {}

    def add(self, document: Any) -> None:
        """Watch this document soon."""
        if not self._documents:
            self._office.soon(self)
        self._documents[document.RuntimeUID] = document

    def remove(self, document: Any) -> None:
        """Do not watch it after all."""
        self._documents.pop(document.RuntimeUID, None)

    # XCallback
    def notify(self, _nothing: Any) -> None:
        documents = list(self._documents.values())
        self._documents.clear()
        for document in documents:
            self._office.bind(document)


_running: list[Office] = []


def office(context: Any) -> Office:
    """The one for this run of LibreOffice."""
    if not _running:
        _running.append(Office(context))
    return _running[0]
