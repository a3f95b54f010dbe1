"""What the keys do, an object for each concern: it is told what it works on, and asks the screen only what it names.

The actions of the table of commands are their ``action_`` methods; a screen holds them in `FullScreen.acts`.
"""
