"""Lists of feeds, and the settings of other readers, in and out of livetui."""
