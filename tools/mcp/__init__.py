"""mcp: tools that other programs bring, over the Model Context Protocol's own SDK.

Nothing that a server says is believed: not its hints, unless the law trusts it, and not its words.
"""
