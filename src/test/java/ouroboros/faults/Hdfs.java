package ouroboros.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** HDFS in this JVM: a name node and two data nodes, every block on both. */
final class Hdfs implements AutoCloseable {
  private final MiniDFSCluster cluster;

  private Hdfs(MiniDFSCluster cluster) {
    this.cluster = cluster;
  }

  static Hdfs start(Path folder) throws IOException {
    Configuration conf = new Configuration();
    conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.toString());
    conf.setInt("dfs.replication", 2);
    MiniDFSCluster cluster = new MiniDFSCluster.Builder(conf).numDataNodes(2).build();
    cluster.waitActive();
    return new Hdfs(cluster);
  }

  FileSystem files() throws IOException {
    return cluster.getFileSystem();
  }

  /** A path on it, for anybody. */
  String path(String name) throws IOException {
    return files().getUri() + "/" + name;
  }

  /** Writes a file. */
  String write(String name, byte[] bytes) throws IOException {
    try (OutputStream out = files().create(new org.apache.hadoop.fs.Path("/" + name))) {
      out.write(bytes);
    }
    return path(name);
  }

  /** Stops a data node. */
  void stopOne() {
    cluster.stopDataNode(0);
  }

  @Override
  public void close() {
    cluster.shutdown();
  }
}
