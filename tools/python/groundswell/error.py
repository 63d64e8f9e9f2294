"""The one way the library refuses: where, what, way out."""


class Error(RuntimeError):
    """A refusal.

    fault: usage, bad_input, limit, not_converged, locked, corrupt, io, our_defect, peer_lost.
    where: "plan.json:12:7 /plan/p3/format", a file or an argument; may be empty.
    what: what is wrong. remedy: the next action, or empty. code: V02, S11 ..., or empty.
    exit_code: what the program would end with.
    """

    def __init__(self, what, fault="usage", where="", remedy="", code="", exit_code=2):
        whole = (where + ": " if where else "") + what + (" [" + code + "]" if code else "")
        super().__init__(whole + (". " + remedy if remedy else ""))
        self.fault = fault
        self.where = where
        self.what = what
        self.remedy = remedy
        self.code = code
        self.exit_code = exit_code
