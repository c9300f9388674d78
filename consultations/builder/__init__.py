"""The survey builder: screens in the admin on which officers write what a consultation asks."""
