"""Reading official files into texts: formats, the outline, what is doubted."""
