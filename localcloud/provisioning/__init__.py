"""Creates the resources of the Pulumi program in the emulator, with Pulumi's own mocks."""
