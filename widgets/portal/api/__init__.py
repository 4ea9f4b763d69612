"""What pages and kernels ask the portal for, as JSON or fragments."""
