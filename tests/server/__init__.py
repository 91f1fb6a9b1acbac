"""server: the doors, by HTTP and WebSocket, in front of a real house."""
