# What VectorMetricsTest and FeaturesTest hold our numbers against: numpy, scipy, scikit-learn.
#   python3 -m venv v && v/bin/pip install scikit-learn==1.9.1 && v/bin/python gold_vectors.py
import numpy as np
from scipy.linalg import sqrtm
from scipy.sparse import csr_matrix
from scipy.spatial.distance import cdist, pdist
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer
from gold import data

r, s = data(2, 300, 8, 4), data(4, 200, 8, 3)
m, n = r.mean(0), s.mean(0)
c, e = np.cov(r.T, bias=True), np.cov(s.T, bias=True)
print("frechet", float(((m - n) ** 2).sum() + np.trace(c + e - 2 * sqrtm(c @ e).real)))
print("variance-ratio", float(np.trace(e) / np.trace(c)))
width = np.median(pdist(r, "sqeuclidean"))
k = lambda a, b: np.exp(-cdist(a, b, "sqeuclidean") / (2 * width))
within = lambda a: (k(a, a).sum() - len(a)) / len(a) / (len(a) - 1)
print("mmd", float(within(r) + within(s) - 2 * k(r, s).mean()))
reach = lambda a: np.sort(cdist(a, a), 1)[:, 5]
d = cdist(r, s)
print("precision", float((d <= reach(r)[:, None]).any(0).mean()))
print("recall", float((d <= reach(s)[None, :]).any(1).mean()))
print("coverage", float((d <= reach(r)[:, None]).any(1).mean()))
one, other = np.sort(r[:, 0]), np.sort(s[:, 0])
q = (np.arange(600) + 0.5) / 600
print("sliced-wasserstein of the first coordinate",
      float(np.sqrt(((np.repeat(one, 2) - np.repeat(other, 3)) ** 2).mean())))

counts = np.array([[(i * 7 + w * 3) % 5 if (i + w) % 3 else 0 for w in range(9)] for i in range(12)])
x = TfidfTransformer().fit_transform(csr_matrix(counts.astype(float)))
svd = TruncatedSVD(3, algorithm="arpack", random_state=0).fit(x)
y = x @ svd.components_.T
print("tf-idf of document 1", [float(v) for v in x.toarray()[1]])
print("absolute rows of documents 0 and 5", [float(v) for v in np.abs(y[[0, 5]]).ravel()])
