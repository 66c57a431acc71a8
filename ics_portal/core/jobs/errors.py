"""How a job ends other than by finishing."""


class JobFailed(Exception):
    """The job cannot succeed, whoever tries again. The sentence is shown to a person."""


class JobCancelled(Exception):
    """The person who asked no longer wants it."""


class JobSuperseded(Exception):
    """Another worker has taken this job over, so this one must stop and write nothing."""
