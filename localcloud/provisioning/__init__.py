"""Brings the resources of the Pulumi program up in the emulator, through Pulumi's own mocks."""
