"""oversight: the record of who watches the agent, written from the running configuration."""
