"""The UNO services: the add-in, the calculator behind the Basic functions, and the job that binds documents."""

from collections.abc import Callable
from typing import Any

import unohelper
from com.sun.star.lang import Locale, XLocalizable, XServiceInfo, XServiceName
from com.sun.star.task import XJob
from dk.xladdin import XCalculator, XCellFunctions

from xl_addin.hosts.libreoffice.inside.calc_errors import VALUE_ERROR
from xl_addin.hosts.libreoffice.inside.calculation import call_from_add_in, call_from_basic
from xl_addin.hosts.libreoffice.inside.carried import OPTIONAL
from xl_addin.hosts.libreoffice.inside.office import counts_days_otherwise, office
from xl_addin.hosts.libreoffice.spelling import ADD_IN, BINDER, CALCULATOR, uno_name


def _guarded(call: Callable[[], Any], otherwise: Any) -> Any:
    """A call's result; what raises is an error in the cell, never text."""
    try:
        return call()
    except Exception:
        return otherwise


class _Service(unohelper.Base, XServiceInfo):
    services: tuple[str, ...] = ()

    def __init__(self, context: Any, *_: Any) -> None:
        self._context = context

    def getImplementationName(self) -> str:
        return self.services[0]

    def supportsService(self, name: str) -> bool:
        return name in self.services

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        return self.services


class Calculator(_Service, XCalculator):
    """What the Basic functions call."""

    services = (CALCULATOR,)

    def compute(self, function: str, arguments: Any) -> Any:
        return _guarded(lambda: self._compute(function, arguments), VALUE_ERROR)

    def _compute(self, function: str, given: tuple[Any, ...]) -> Any:
        return VALUE_ERROR if office(self._context).refuses(given) else call_from_basic(function, given)


class Binder(_Service, XJob):
    """Runs when LibreOffice starts and when a document opens."""

    services = (BINDER,)

    def execute(self, arguments: Any) -> None:
        running = office(self._context)
        environment = {one.Name: one.Value for one in arguments if one.Name == "Environment"}.get("Environment", ())
        for one in environment:
            if one.Name == "Model":
                running.watch(one.Value)


class AddIn(_Service, XCellFunctions, XServiceName, XLocalizable):
    """What the function wizard shows, and what a formula calls until it is bound."""

    services = (ADD_IN, "com.sun.star.sheet.AddIn")

    def getServiceName(self) -> str:
        return ADD_IN

    def setLocale(self, locale: Any) -> None:
        """The help is Danish in every language."""

    def getLocale(self) -> Any:
        return Locale("da", "DK", "")

    def call(self, function: str, document: Any, given: tuple[Any, ...]) -> Any:
        """Compute what can be computed, and see to it that the formula is bound."""
        if hasattr(document, "RuntimeUID"):
            if counts_days_otherwise(document):
                return ((VALUE_ERROR,),)
            office(self._context).watch_soon(document)
        return _guarded(lambda: call_from_add_in(function, given), ((VALUE_ERROR,),))


def _method(function: str) -> Callable[..., Any]:
    return lambda self, document, *given: self.call(function, document, given)


for _name in OPTIONAL:
    setattr(AddIn, uno_name(_name), _method(_name))

g_ImplementationHelper = unohelper.ImplementationHelper()
for _service in (Calculator, Binder, AddIn):
    g_ImplementationHelper.addImplementation(_service, _service.services[0], _service.services)
