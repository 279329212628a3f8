"""Tags on every resource that can have them."""

import pulumi
from pulumi import ResourceTransformationArgs, ResourceTransformationResult

__all__ = ["tag_resources"]


def tag_resources() -> None:
    """Adds the project and the stack to each resource that is registered from now on."""
    tags = {"project": pulumi.get_project(), "stack": pulumi.get_stack()}

    def tagged(args: ResourceTransformationArgs) -> ResourceTransformationResult | None:
        if not hasattr(type(args.resource), "tags"):
            return None
        return ResourceTransformationResult(props={**args.props, "tags": tags}, opts=args.opts)

    pulumi.runtime.register_stack_transformation(tagged)
