package io.github.stubject.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.acme.depot.Parcel;
import com.acme.depot.ParcelId;
import com.acme.depot.nats.Depot;
import com.acme.depot.nats.DepotBinding;
import com.acme.depot.user.FirstUses;
import io.github.stubject.runtime.RpcClient;
import io.github.stubject.testing.StubjectTest;
import java.lang.reflect.InvocationTargetException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that a plugin newer than the runtime has generated says so at its first use, and says what is needed. */
class HandshakeTest {
    private static final String ERROR = "'void io.github.stubject.runtime.GeneratedCode." + NewerCode.HANDSHAKE + "()'";

    private static final Depot DEPOT = new Depot() {
        @Override
        public Parcel find(ParcelId request) {
            return Parcel.getDefaultInstance();
        }

        @Override
        public Stream<Parcel> list(ParcelId request) {
            return Stream.empty();
        }
    };

    @ParameterizedTest
    @ValueSource(strings = {"serve", "serveAsync", "call", "callAsync", "stream", "listen", "publish"})
    void newerCodeFailsAtItsFirstUse(String use) {
        Throwable thrown = catchThrowable(() -> run(new NewerCode(), use));

        assertThat(thrown).isExactlyInstanceOf(NoSuchMethodError.class).hasMessage(ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "serveAsync", "call", "callAsync", "stream", "listen", "publish"})
    void theCodeOfThisBuildDoesNot(String use) throws Throwable {
        run(HandshakeTest.class.getClassLoader(), use);
    }

    @Test
    void laterUsesNameTheCauseToo() {
        ClassLoader newer = new NewerCode();
        assertThat(catchThrowable(() -> run(newer, "serve"))).isInstanceOf(NoSuchMethodError.class);

        Throwable later = catchThrowable(() -> run(newer, "call"));

        assertThat(later).isExactlyInstanceOf(NoClassDefFoundError.class);
        assertThat(later.getCause()).hasMessageContaining(NewerCode.HANDSHAKE);
    }

    private static void run(ClassLoader code, String use) throws Throwable {
        try (StubjectTest test = StubjectTest.serving(DepotBinding.of(DEPOT))) {
            code.loadClass(FirstUses.class.getName())
                    .getMethod(use, RpcClient.class)
                    .invoke(null, test.client());
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
