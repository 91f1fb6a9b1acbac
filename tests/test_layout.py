"""test_layout: flat names resolve here and nowhere else, floors hold, files stay small."""

import ast
import importlib.metadata
import importlib.util
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES: list[str] = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
LINES, FUNCTION_LINES = 300, 70
CODE = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
BESIDE = ["benchmarks"]
OWN = [
    *(path for path in CODE if path.parent.name != "versions"),
    *(path for package in BESIDE for path in sorted((ROOT / package).rglob("*.py"))),
]


def named(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_is_found_here_and_is_nobody_elses(package: str) -> None:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).parent == ROOT / package
    assert package not in sys.stdlib_module_names
    owners = importlib.metadata.packages_distributions().get(package, [])
    assert set(owners) <= {PROJECT["project"]["name"]}


def test_every_package_of_the_tree_is_declared_and_has_its_floor() -> None:
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", *BESIDE}
    assert found == set(PACKAGES)
    linter = PROJECT["tool"]["importlinter"]
    (floors,) = (c["layers"] for c in linter["contracts"] if c["type"] == "layers")
    on_floors = {name.strip() for floor in floors for name in floor.split("|")}
    assert on_floors == set(PACKAGES) == set(linter["root_packages"])
    assert {*PACKAGES, *BESIDE} == set(PROJECT["tool"]["mypy"]["packages"])
    assert {*PACKAGES, *BESIDE} <= set(
        PROJECT["tool"]["ruff"]["lint"]["isort"]["known-first-party"]
    )


def test_imports_run_down_only() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("path", OWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_says_what_it_is_for_and_stays_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    name = path.parent.name if path.name == "__init__.py" else path.stem
    assert (ast.get_docstring(tree) or "").startswith(f"{name}: ")
    assert len(text.splitlines()) <= LINES
    long = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= FUNCTION_LINES
    ]
    assert long == []


def test_no_page_is_named_like_a_package_or_a_module_of_python() -> None:
    # Streamlit puts the folder of its script first on the path, so such a name would hide them.
    taken = set(PACKAGES) | set(sys.stdlib_module_names)
    beside = [path for path in (ROOT / "ui").rglob("*.py") if path.stem in taken]
    assert named(beside) == []


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    bare = [folder for folder in folders if not (folder / "__init__.py").exists()]
    assert named(sorted(bare)) == []
