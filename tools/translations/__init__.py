"""The texts of the window, from the source to Qt Linguist's files and to what the program reads."""
