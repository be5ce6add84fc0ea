"""Models of tenants: their rows and endpoints, and the job that trains them from feedback."""
