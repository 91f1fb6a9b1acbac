"""tools: machines that act. Nothing here runs but through the journal."""
