"""Files in and out: attendee files of any system as rows of the roll, and tables written for spreadsheets."""
