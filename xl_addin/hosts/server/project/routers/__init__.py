"""Addresses of our own."""
