"""practice: a deterministic planner behind a chat model, used when no model is configured."""

from graph.practice.model import PracticeModel

__all__ = ["PracticeModel"]
