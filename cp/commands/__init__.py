"""Console functions of CP: one module a family, one registry."""
