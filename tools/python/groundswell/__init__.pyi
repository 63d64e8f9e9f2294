from os import PathLike
from typing import Any, Dict, List, Optional, Sequence, TypedDict, Union

import numpy as np
from numpy.typing import NDArray

from .error import Error as Error

__version__: str

_Path = Union[str, PathLike[str]]
_Reals = NDArray[np.float64]

class _Forecast(TypedDict):
    totals: Dict[str, _Reals]
    posts: Dict[str, _Reals]
    daily: Dict[str, _Reals]
    post_ids: List[str]
    dates: List[str]
    seed: int
    document: Dict[str, Any]

class _Comparison(TypedDict):
    names: List[str]
    totals: Dict[str, _Reals]
    differences: Dict[str, _Reals]
    seed: int
    document: Dict[str, Any]

class _Failure(TypedDict):
    point: int
    reason: str
    code: str

class _Batch(TypedDict):
    name: str
    design: str
    base_points: int
    paired: bool
    factors: Dict[str, _Reals]
    responses: Dict[str, _Reals]
    labels: Dict[str, List[str]]
    units: Dict[str, str]
    point: NDArray[np.uint32]
    replicate: NDArray[np.uint32]
    unit: _Reals
    value: _Reals
    y: _Reals
    failures: List[_Failure]
    result_hash: str
    out: str

class Scenario:
    @property
    def name(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def hash(self) -> str: ...
    @property
    def notes(self) -> List[str]: ...
    @property
    def seed(self) -> Optional[int]: ...
    def patch(self, changes: Dict[str, Any]) -> Scenario: ...

def load(path: _Path, workspace: Optional[_Path] = ..., account: str = ...) -> Scenario: ...
def forecast(
    scenario: Scenario,
    workspace: Optional[_Path] = ...,
    replicates: int = ...,
    seed: Optional[int] = ...,
    threads: int = ...,
) -> _Forecast: ...
def compare(
    base: Scenario,
    variants: Union[Scenario, Sequence[Scenario]],
    workspace: Optional[_Path] = ...,
    replicates: int = ...,
    seed: Optional[int] = ...,
    threads: int = ...,
) -> _Comparison: ...
def batch(
    experiment: _Path,
    out: Optional[_Path] = ...,
    workspace: Optional[_Path] = ...,
    seed: Optional[int] = ...,
    threads: int = ...,
    retry: bool = ...,
) -> _Batch: ...
