"""CMS, the operating system inside a virtual machine (a later chapter)."""
