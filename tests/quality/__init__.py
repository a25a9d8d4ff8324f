"""What every page of the demonstration site has to fulfil, each rule with a page that breaks it."""
