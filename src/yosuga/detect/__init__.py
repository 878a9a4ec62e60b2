"""Personal data in text and pictures: found, weighed, and taken out of copies. Nothing here touches the network."""
