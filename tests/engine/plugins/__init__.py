"""The program that the engine finds on its PATH: a stand-in for AWS's provider."""
