"""Users, signing in, and the Actor in whose name everything is done."""
