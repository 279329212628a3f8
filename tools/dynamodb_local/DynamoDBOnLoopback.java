import java.io.OutputStream;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in memory, on a free port of 127.0.0.1, which it prints. It ends when its stdin closes.
 *
 * Its own main binds every address and sends telemetry; here are the parts below that, set up as by its options
 * -inMemory and -sharedDb.
 */
public final class DynamoDBOnLoopback {
    public static void main(String[] arguments) throws Exception {
        var told = System.out;
        System.setOut(System.err);
        var server = new Server(new InetSocketAddress("127.0.0.1", 0));
        server.setHandler(new LocalDynamoDBServerHandler(requests(), null));
        server.start();
        told.println(server.getURI().getPort());
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    private static LocalDynamoDBRequestHandler requests() {
        var inMemory = true;
        var shared = true; // by all regions and access keys
        var slow = false; // a table is there at once
        return new LocalDynamoDBRequestHandler(0, inMemory, null, shared, slow);
    }
}
