package io.github.usdt4j.twins;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** Sends and receives in two transactions, one of which is rolled back. */
public final class ArtemisWork {
  private static final int MESSAGES = 50;
  private static final long LIMIT_MILLIS = 60_000;

  private ArtemisWork() {}

  /** Ends the JVM when the work is done. */
  public static void main(String[] arguments) throws Exception {
    Configuration configuration =
        new ConfigurationImpl()
            .setPersistenceEnabled(true)
            .setJournalDirectory("data/journal")
            .setBindingsDirectory("data/bindings")
            .setLargeMessagesDirectory("data/large-messages")
            .setPagingDirectory("data/paging")
            .setJournalMinFiles(2)
            .setJournalFileSize(1 << 20)
            .setSecurityEnabled(false)
            .addAcceptorConfiguration("in-vm", "vm://0");
    EmbeddedActiveMQ broker = new EmbeddedActiveMQ().setConfiguration(configuration);
    broker.start();
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://0");
        Connection connection = factory.createConnection()) {
      connection.start();
      exchange(connection);
    }
    broker.stop();
    System.exit(0);
  }

  private static void exchange(Connection connection) throws JMSException {
    try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      Queue queue = session.createQueue("orders");
      MessageProducer producer = session.createProducer(queue);
      producer.send(session.createTextMessage("taken back"));
      session.rollback();
      for (int i = 0; i < MESSAGES; i++) {
        producer.send(session.createTextMessage("order " + i));
      }
      session.commit();
      MessageConsumer consumer = session.createConsumer(queue);
      for (int i = 0; i < MESSAGES; i++) {
        TextMessage message = (TextMessage) consumer.receive(LIMIT_MILLIS);
        System.out.println(message.getText());
      }
      session.commit();
    }
  }
}
