"""The server: identity, access, pages, API, kernels."""
