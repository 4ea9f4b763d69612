"""Citations as lawyers write them in Chinese: reading, writing, and finding them in a text."""
