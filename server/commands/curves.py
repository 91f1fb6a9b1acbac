"""curves: what `calibrate fit` has learnt, as a file for `calibrate route`. No house is opened."""

import os
from pathlib import Path

from pydantic import BaseModel, ValidationError

from domain.errors import Invalid
from policy.calibration import Curve


class Curves(BaseModel):
    """The newest curve of each source."""

    curves: dict[str, Curve] = {}


def read_curves(path: Path) -> Curves:
    """The curves of a file, none where there is no file; raises Invalid `curves_broken`."""
    try:
        return Curves.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Curves()
    except (OSError, ValidationError) as error:
        raise Invalid(
            "curves_broken",
            f"{path} holds no curves that can be read; fit them anew or name another file.",
        ) from error


def keep_curves(path: Path, curves: Curves) -> None:
    """Replace the file whole, so that nobody reads half of it; raises Invalid `curves_unkept`."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(curves.model_dump_json(indent=1), encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise Invalid(
            "curves_unkept", f"The curves cannot be kept in {path}: {error.strerror}."
        ) from error
