"""Pure text work on what comes from outside: making it safe, reading HTML, finding quotations."""
