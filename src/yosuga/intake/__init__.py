"""What a person says about one case, page by page: the answers for the plan, and what a consultation needs to know."""
