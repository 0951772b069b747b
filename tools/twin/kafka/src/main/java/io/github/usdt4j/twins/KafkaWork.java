package io.github.usdt4j.twins;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.tools.ConsoleProducer;
import org.apache.kafka.tools.TopicCommand;
import org.apache.kafka.tools.consumer.ConsoleConsumer;

/** Runs the main methods of the broker, which is its own controller, and of the tools. */
public final class KafkaWork {
  private static final int MESSAGES = 200;

  private KafkaWork() {}

  /** Thrown in place of the end of the JVM, which each tool brings about. */
  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1;

    Ended(int status) {
      super("ended with " + status);
    }
  }

  /** Ends the JVM when the work is done. */
  public static void main(String[] arguments) throws Exception {
    int port = freePort();
    Path configuration = Files.writeString(Path.of("server.properties"), configuration(port));
    StorageTool.execute(
        new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", configuration.toString()},
        System.out);
    Exit.setExitProcedure(
        (status, message) -> {
          throw new Ended(status);
        });
    Thread broker =
        new Thread(() -> run(() -> Kafka.main(new String[] {configuration.toString()})), "broker");
    broker.setDaemon(true);
    broker.start();

    String server = "127.0.0.1:" + port;
    run(
        () ->
            TopicCommand.main(
                words("--bootstrap-server " + server + " --create --topic orders --partitions 3")));
    String messages =
        IntStream.range(0, MESSAGES).mapToObj(i -> "order " + i).collect(Collectors.joining("\n"));
    System.setIn(new ByteArrayInputStream((messages + "\n").getBytes(StandardCharsets.UTF_8)));
    run(() -> ConsoleProducer.main(words("--bootstrap-server " + server + " --topic orders")));
    run(
        () ->
            ConsoleConsumer.main(
                words(
                    "--bootstrap-server %s --topic orders --from-beginning --group readers --max-messages %d"
                        .formatted(server, MESSAGES))));
    run(() -> TopicCommand.main(words("--bootstrap-server " + server + " --describe")));
    // The broker's own hook ends it in order.
    System.exit(0);
  }

  private interface Tool {
    void run() throws Exception;
  }

  private static void run(Tool tool) {
    try {
      tool.run();
    } catch (Exception e) {
      System.out.println(e);
    }
  }

  private static String[] words(String command) {
    return command.split(" ");
  }

  private static String configuration(int port) throws IOException {
    int controller = freePort();
    return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        log.dirs=data
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=2
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        group.initial.rebalance.delay.ms=0
        """
        .formatted(port, controller);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
