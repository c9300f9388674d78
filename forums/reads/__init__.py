"""What is read of the forums: bounded statements, whatever the number of rows."""
