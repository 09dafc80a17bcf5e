"""CP, the control program; today only its command line, `cp.cli`."""
