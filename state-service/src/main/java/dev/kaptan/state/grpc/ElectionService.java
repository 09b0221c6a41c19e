package dev.kaptan.state.grpc;

import com.google.protobuf.ByteString;

import dev.kaptan.etcd.api.CampaignRequest;
import dev.kaptan.etcd.api.CampaignResponse;
import dev.kaptan.etcd.api.ElectionGrpc;
import dev.kaptan.etcd.api.LeaderKey;
import dev.kaptan.etcd.api.LeaderRequest;
import dev.kaptan.etcd.api.LeaderResponse;
import dev.kaptan.etcd.api.ProclaimRequest;
import dev.kaptan.etcd.api.ProclaimResponse;
import dev.kaptan.etcd.api.ResignRequest;
import dev.kaptan.etcd.api.ResignResponse;
import dev.kaptan.state.watch.WatchHub;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import java.util.concurrent.Semaphore;

/** etcd's v3election: who has the first place in a line leads, and its key's value is announced. */
final class ElectionService extends ElectionGrpc.ElectionImplBase {

    private final Turns turns;
    private final KvService kv;
    private final WatchHub hub;
    private final Headers headers;
    private final Calls calls;

    ElectionService(Turns turns, KvService kv, WatchHub hub, Headers headers, Calls calls) {
        this.turns = turns;
        this.kv = kv;
        this.hub = hub;
        this.headers = headers;
        this.calls = calls;
    }

    @Override
    public void campaign(CampaignRequest request, StreamObserver<CampaignResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    var place =
                            turns.join(request.getName(), request.getLease(), request.getValue());
                    var header = turns.await(place);
                    if (header == null) {
                        throw refused("election: session is expired");
                    }
                    return CampaignResponse.newBuilder()
                            .setHeader(header)
                            .setLeader(
                                    LeaderKey.newBuilder()
                                            .setName(place.name())
                                            .setKey(place.key())
                                            .setRev(place.created())
                                            .setLease(place.lease()))
                            .build();
                });
    }

    @Override
    public void proclaim(ProclaimRequest request, StreamObserver<ProclaimResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    var place = place(request.hasLeader(), request.getLeader());
                    var header = turns.announce(place, request.getValue());
                    if (header == null) {
                        throw refused("election: not leader");
                    }
                    return ProclaimResponse.newBuilder().setHeader(header).build();
                });
    }

    @Override
    public void leader(LeaderRequest request, StreamObserver<LeaderResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    var leader = leader(request.getName());
                    if (!leader.hasKv()) {
                        throw refused("election: no leader");
                    }
                    return leader;
                });
    }

    @Override
    public void observe(LeaderRequest request, StreamObserver<LeaderResponse> client) {
        var stream = (ServerCallStreamObserver<LeaderResponse>) client;
        var news = new Semaphore(0);
        stream.setOnReadyHandler(news::release);
        var call = Context.current();
        call.addListener(context -> news.release(), Runnable::run);
        calls.executor()
                .execute(call.wrap(() -> calls.run(client, () -> tell(request, stream, news))));
    }

    @Override
    public void resign(ResignRequest request, StreamObserver<ResignResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    var header = turns.leave(place(request.hasLeader(), request.getLeader()));
                    return ResignResponse.newBuilder()
                            .setHeader(header == null ? headers.now() : header)
                            .build();
                });
    }

    /** Tells of the newest at each change, so that a slow client misses what did not last. */
    private void tell(
            LeaderRequest request,
            ServerCallStreamObserver<LeaderResponse> client,
            Semaphore news) {
        try (var watcher = hub.subscribe(news::release)) {
            watcher.watch(Turns.range(request.getName()), 0);
            for (long told = 0; !Context.current().isCancelled(); awaitAny(news)) {
                watcher.take();
                var leader = leader(request.getName());
                if (client.isReady() && leader.hasKv() && leader.getKv().getModRevision() != told) {
                    told = leader.getKv().getModRevision();
                    client.onNext(leader);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw EtcdError.STOPPED.exception();
        }
    }

    /** All news up to now is one: whoever reads afterwards reads all of it. */
    private static void awaitAny(Semaphore news) throws InterruptedException {
        news.acquire();
        news.drainPermits();
    }

    /** Without a key if nobody leads. */
    private LeaderResponse leader(ByteString name) {
        var first = kv.range(Turns.first(name));
        var response = LeaderResponse.newBuilder().setHeader(first.getHeader());
        first.getKvsList().forEach(response::setKv);
        return response.build();
    }

    private static Turns.Place place(boolean given, LeaderKey leader) {
        if (!given) {
            throw refused("\"leader\" field must be provided");
        }
        return new Turns.Place(
                leader.getName(), leader.getKey(), leader.getRev(), leader.getLease());
    }

    private static StatusRuntimeException refused(String reason) {
        return Status.UNKNOWN.withDescription(reason).asRuntimeException();
    }
}
