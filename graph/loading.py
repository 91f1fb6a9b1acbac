"""loading: what `module:attr` names in a setting. Whatever breaks in it is told in words."""

import importlib
from typing import Any

from domain.errors import Invalid


def load_attribute(reference: str, setting: str, code: str) -> Any:
    """The attribute that `reference` names; raises Invalid `code`, naming `setting`."""
    module_name, _, attribute = reference.partition(":")
    if not module_name or not attribute:
        raise Invalid(code, f"{setting} is module:attr, such as my_tools:TOOLS; it is {reference}.")
    try:
        return getattr(importlib.import_module(module_name), attribute)
    except AttributeError as error:
        raise Invalid(code, f"{setting}: {module_name} has no {attribute}.") from error
    except Exception as error:  # the module is somebody else's and may raise anything
        raise Invalid(
            code,
            f"{setting}: {module_name} cannot be imported ({type(error).__name__}: {error}); "
            "mend it or point the setting elsewhere.",
        ) from error
