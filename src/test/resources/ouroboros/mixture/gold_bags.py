# What MultinomialFitTest and TopicMixtureTest hold our numbers against: EM and the variational bound in numpy and scipy.
#   python3 -m venv v && v/bin/pip install scikit-learn==1.9.1 && v/bin/python gold_bags.py
import numpy as np
from scipy.special import logsumexp

D, V, K, FLOOR = 40, 9, 3, 1e-6
i, w = np.arange(D)[:, None], np.arange(V)[None, :]
x = np.where((i + w) % 3 == 0, 0, (i * 7 + w * 3) % 5).astype(float)
every = x.sum(0) / x.sum()
pi = np.full(K, 1 / K)
theta = np.array([(1 + (np.arange(V) + c) % K) for c in range(K)], float)
theta /= theta.sum(1, keepdims=True)
theta = (1 - FLOOR) * theta + FLOOR * every
for _ in range(500):
    logs = np.log(pi) + x @ np.log(theta).T
    mean = logsumexp(logs, 1).mean()
    r = np.exp(logs - logsumexp(logs, 1, keepdims=True))
    pi = r.mean(0)
    theta = r.T @ x
    theta = (1 - FLOOR) * theta / theta.sum(1, keepdims=True) + FLOOR * every
print("mean log likelihood", repr(float(mean)), "weights", pi.tolist())

# Topics and concentrations known: the bound of every document, without the terms of the topics.
from scipy.special import gammaln, psi
topics = np.array([(1.0 + (np.arange(V) + c) % K) for c in range(K)])
topics /= topics.sum(1, keepdims=True)
alpha, total = 0.4, 0.0
for n in x:
    g = np.full(K, alpha + n.sum() / K)
    for _ in range(20000):
        e = np.exp(psi(g) - psi(g.sum()))
        g = alpha + e * (topics @ (n / (e @ topics)))
    e = np.exp(psi(g) - psi(g.sum()))
    total += n @ np.log(e @ topics) + ((alpha - g) * np.log(e)).sum() + (gammaln(g) - gammaln(alpha)).sum()
    total += gammaln(K * alpha) - gammaln(g.sum())
print("mean bound", repr(float(total / D)))
