"""The commands: arguments -> Config -> Engine -> terminal output or the app; the one place that wires parts."""
