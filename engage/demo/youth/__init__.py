"""The youth section of the demonstration: what it says (files and `read`) and how it gets onto the site (`place`)."""
