class Error(RuntimeError):
    fault: str
    where: str
    what: str
    remedy: str
    code: str
    exit_code: int
    def __init__(
        self, what: str, fault: str = ..., where: str = ..., remedy: str = ..., code: str = ..., exit_code: int = ...
    ) -> None: ...
