"""What is asked of an audience: the grammar of rules, their operators, and how they are said in English."""
