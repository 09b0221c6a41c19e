package dev.kaptan.state.grpc;

import dev.kaptan.etcd.api.ClusterGrpc;
import dev.kaptan.etcd.api.Member;
import dev.kaptan.etcd.api.MemberAddRequest;
import dev.kaptan.etcd.api.MemberAddResponse;
import dev.kaptan.etcd.api.MemberListRequest;
import dev.kaptan.etcd.api.MemberListResponse;
import dev.kaptan.etcd.api.MemberRemoveRequest;
import dev.kaptan.etcd.api.MemberRemoveResponse;
import dev.kaptan.etcd.api.MemberUpdateRequest;
import dev.kaptan.etcd.api.MemberUpdateResponse;
import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.store.StateStore;

import io.grpc.stub.StreamObserver;

/** Who the members are. Changing them is not there yet. */
final class ClusterService extends ClusterGrpc.ClusterImplBase {

    private final StateStore store;
    private final Headers headers;
    private final Calls calls;
    private final String clientUrl;

    /**
     * @param clientUrl where clients reach this member
     */
    ClusterService(StateStore store, Headers headers, Calls calls, String clientUrl) {
        this.store = store;
        this.headers = headers;
        this.calls = calls;
        this.clientUrl = clientUrl;
    }

    @Override
    public void memberList(MemberListRequest request, StreamObserver<MemberListResponse> client) {
        calls.answer(
                client,
                () -> {
                    var status = store.status();
                    var response = MemberListResponse.newBuilder().setHeader(headers.now());
                    status.members()
                            .forEach(each -> response.addMembers(member(each, status.self())));
                    return response.build();
                });
    }

    @Override
    public void memberAdd(MemberAddRequest request, StreamObserver<MemberAddResponse> client) {
        client.onError(Unsupported.call("Cluster/MemberAdd"));
    }

    @Override
    public void memberRemove(
            MemberRemoveRequest request, StreamObserver<MemberRemoveResponse> client) {
        client.onError(Unsupported.call("Cluster/MemberRemove"));
    }

    @Override
    public void memberUpdate(
            MemberUpdateRequest request, StreamObserver<MemberUpdateResponse> client) {
        client.onError(Unsupported.call("Cluster/MemberUpdate"));
    }

    private Member member(LogStatus.Member member, LogStatus.Member self) {
        var response =
                Member.newBuilder()
                        .setID(member.id())
                        .addPeerURLs(member.peerUrl())
                        .addAllClientURLs(member.clientUrls())
                        .setIsLearner(member.learner());
        if (member.name() != null) {
            response.setName(member.name());
        }
        if (member.id() == self.id() && member.clientUrls().isEmpty()) {
            response.addClientURLs(clientUrl);
        }
        return response.build();
    }
}
