"""What docs/performance.md tables are measured with: `make bench`."""
