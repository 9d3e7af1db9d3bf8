# Mean log likelihood of three data sets after 25 rounds of scikit-learn's GaussianMixture, every shape of covariance.
#   python3 -m venv v && v/bin/pip install scikit-learn==1.9.1 && v/bin/python gold.py > gold.tsv
# Data: the doubles of Philox with key (seed, 0) and counter (position, 0, 0, 4), as GaussianGoldTest makes them.
import warnings

import numpy as np
from sklearn.mixture import GaussianMixture

warnings.filterwarnings("ignore")
ROUNDS, FLOOR = 25, 1e-6


def data(seed, n, d, k):
    bits = np.random.Philox(key=[seed, 0], counter=[0, 0, 0, 4])
    u = (bits.random_raw(k * d + 3 * n * d) >> np.uint64(11)) * 2.0**-53
    centres = 3 * u[: k * d].reshape(k, d)
    v = u[k * d :].reshape(n, d, 3)
    z = v[:, :, 0] + v[:, :, 1] + v[:, :, 2] - 1.5
    c = np.arange(n) % k
    spread = (1 + c[:, None]) / k
    x = centres[c] + spread * z
    x[:, 1:] += 0.5 * spread * z[:, :-1]
    return x


for seed, n, d, k in [(1, 600, 2, 3), (2, 900, 8, 4), (3, 1500, 20, 6)]:
    x = data(seed, n, d, k)
    variance = x.var()
    for shape, precisions in [
        ("full", np.stack([np.eye(d) / variance] * k)),
        ("diagonal", np.full((k, d), 1 / variance)),
        ("spherical", np.full(k, 1 / variance)),
    ]:
        m = GaussianMixture(
            k, covariance_type={"diagonal": "diag"}.get(shape, shape), tol=0, reg_covar=FLOOR, max_iter=ROUNDS,
            weights_init=np.full(k, 1 / k), means_init=x[:k], precisions_init=precisions)
        print(seed, n, d, k, shape, repr(float(m.fit(x).score(x))), sep="\t")
