"""What a lawyer decides about exhibits: which item is 甲1, what it is to prove, what goes into the papers."""
