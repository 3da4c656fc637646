"""Reports for people and programs: a module for each subject, over the data that `reports` give."""
