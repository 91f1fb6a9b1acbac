BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0006');
CREATE TABLE audit (
	stream VARCHAR(160) NOT NULL, 
	seq BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	actor VARCHAR(128) NOT NULL, 
	event VARCHAR(64) NOT NULL, 
	payload TEXT, 
	salt VARCHAR(64), 
	payload_digest VARCHAR(64) NOT NULL, 
	previous VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (stream, seq)
);
INSERT INTO "audit" VALUES('house',1,1772452800000,'house','law.enacted','{"version":"4d80db17985323e5","source":"file"}','f18f9c4387fc887d3a08e84e3c78bcf4','682a56f61a880277d23a7fdbef2fbe7f18b63b3168af4cd096d704f13b6cf265','','034363b1d594063c92aaccd666b9def139d62f85fc777cf6f7c9d1f6bdcd38b7');
INSERT INTO "audit" VALUES('house',2,1772452800000,'house','person.added','{"id":"requester-1","name":"requester-1","roles":["requester"],"skills":[]}','064c189a2027eabd3eb7d6f1985a8046','61e84ae0eb04ae4074af97e4f696e3757c76e9adbd6de71b6dda48b00d6b291a','034363b1d594063c92aaccd666b9def139d62f85fc777cf6f7c9d1f6bdcd38b7','75591413b61d8fe7ae6931286a10a2b280b39984dbea6006ac6ea4923d64e526');
INSERT INTO "audit" VALUES('house',3,1772452800000,'house','person.added','{"id":"requester-2","name":"requester-2","roles":["requester"],"skills":[]}','9c8885806c096b0638216fe64c2d8d17','abf0bd36a98ca45c15bf8fc23cfc44026515949ad095efade76381756edaf50c','75591413b61d8fe7ae6931286a10a2b280b39984dbea6006ac6ea4923d64e526','e3922d8af3d7d865af72f86f534030dd26b47c0fe533496eeebe54d1193b4a81');
INSERT INTO "audit" VALUES('house',4,1772452800000,'house','person.added','{"id":"reviewer-1","name":"reviewer-1","roles":["reviewer"],"skills":[]}','d9fdc6673adc9e37d3a069b68f443166','5ac9b49fdad9e9426c6373f97a51b9a5fe551cce9049bad02bff545d5b697c02','e3922d8af3d7d865af72f86f534030dd26b47c0fe533496eeebe54d1193b4a81','9d14ecfeb5a8f6afbc58cbb15cbc33aa87d008e21c2df2819e27ecee84ed2a00');
INSERT INTO "audit" VALUES('house',5,1772452800000,'house','person.added','{"id":"reviewer-2","name":"reviewer-2","roles":["reviewer"],"skills":[]}','e8637f4ba584aa88ce6a344767a9e216','ad6ff6c4e11cc89d2fdf21206c1df19e789ec1551dc0145abb1c914763c33ef7','9d14ecfeb5a8f6afbc58cbb15cbc33aa87d008e21c2df2819e27ecee84ed2a00','572b758540f283c2fa2dc53f0a62a3072971e17f4225833fb3ad243e04ccb94a');
INSERT INTO "audit" VALUES('house',6,1772452800000,'house','person.added','{"id":"lead-1","name":"lead-1","roles":["lead"],"skills":[]}','b72ab3d8db2fd7cbf432b732050360dd','f4348d5c997621d8cb494937e1beb20d5a82b4a964898b22dd339a3db0bd26a2','572b758540f283c2fa2dc53f0a62a3072971e17f4225833fb3ad243e04ccb94a','9b0cea9cb8cdd78405354a4f019d9fa1341031d4fc359e7efaa62d5036823b44');
INSERT INTO "audit" VALUES('house',7,1772452800000,'house','person.added','{"id":"operator-1","name":"operator-1","roles":["operator"],"skills":[]}','8e7f4cb07e6082f00ec5bd3c3a76e0b0','9bb7639aa2e3e7ea8650d7c9412ccced59ed2996797dce91f85cb23f1e373e91','9b0cea9cb8cdd78405354a4f019d9fa1341031d4fc359e7efaa62d5036823b44','029b3949ac268200024b6d666fb294520c41c4208ab87de46798a8792474468f');
INSERT INTO "audit" VALUES('house',8,1772452800000,'house','person.added','{"id":"admin-1","name":"admin-1","roles":["admin"],"skills":[]}','8b48ab150199b3079304685b17db41f9','9f342834c91725ccff38311f7ac0d75c400929ce01860a3a9158f5d58f2e3aaf','029b3949ac268200024b6d666fb294520c41c4208ab87de46798a8792474468f','cbabed068e7b4c8308775ffd529f700c77ed0f7d68d87a8a95d3106b9ccb8ccc');
INSERT INTO "audit" VALUES('house',9,1772452800000,'house','person.added','{"id":"admin-2","name":"admin-2","roles":["admin"],"skills":[]}','75201a1cf5ecdfd50168f57ffb897932','d51112f37c54457eb7f6993188c9bc6f482e27b86bd5888093bda771f3aae4e5','cbabed068e7b4c8308775ffd529f700c77ed0f7d68d87a8a95d3106b9ccb8ccc','c9fef5192a5f5334865cb1d53de643b468e4440f7e1c32e16abd87eb07f9b34a');
INSERT INTO "audit" VALUES('thread:at-approve',1,1772452800000,'law','verdict','{"verdict":"ver_60b3f35e66c0f041c7535ce3","call_id":"call_1_1_1","name":"pay","arguments":{"to":"ann","amount_minor":500},"digest":"c8b5c3a011dd210130b5e70001a3d60539a30f8f63216bfc0a29adf23e75a225","fingerprint":"ae29c4c4f2f711606ed09be40af1e9313056945c1471a32406b79bab02c0b601","rationale":"","confidence":null,"fields":{},"route":"review","mode":"in","reasons":[{"code":"irreversible","text":"It cannot be taken back."}],"thresholds":{"review_above_minor":10000,"lead_above_minor":100000,"two_above_minor":1000000,"review_above_blast_radius":5,"lead_above_blast_radius":50,"red_from_minor":100000,"reds_for_review":2,"act":0.85,"floor":0.6,"below_floor":"ask","field":0.92,"sureness":0.85,"limit_thread":50000,"limit_requester":100000,"limit_house":1000000},"policy_version":"4d80db17985323e5","ask":false,"signers":{"role":"reviewer","tier":1,"quorum":1,"sla_seconds":90,"decide_within_seconds":14400,"skills":[],"checklist":[]},"outbox_seconds":0,"recheck_within_seconds":0}','83696bfc5e8ca9b8cc642fc1bfe0dc40','f81a960fd95e40a68c11497eadada6b463c4c600894d2933212070f4becf0779','','77649ab8a3887dc61c053881bd9b2506b81723c4750317c700102ec2e1cd7ed5');
INSERT INTO "audit" VALUES('thread:at-approve',2,1772452800000,'agent','request.opened','{"request":"req_1d4fcc2c932e56988bfd5ed0","kind":"approval","digest":"c8b5c3a011dd210130b5e70001a3d60539a30f8f63216bfc0a29adf23e75a225","route":"review","verdict":"ver_60b3f35e66c0f041c7535ce3"}','1b722abe337473347db82646b157cbd5','b03c4295d996f46a16b42e5d3eff11e058c7f22cde1035106a5f48353869c796','77649ab8a3887dc61c053881bd9b2506b81723c4750317c700102ec2e1cd7ed5','85ddf47d369f5c8c1e07d543b45f0ffb435fe84538a542ca396f7b4a881195bd');
INSERT INTO "audit" VALUES('thread:at-outbox',1,1772452800000,'law','verdict','{"verdict":"ver_aa5df385bfbd15310b7a83f4","call_id":"call_1_1_1","name":"post","arguments":{"text":"soon"},"digest":"2a319862fed018c0caa87365807c13ec4fe8ec8d2856707a9c1ff325bb757e73","fingerprint":"1c2af3e902270d08dde5356986ee8c6ff53430c4b4fd3790ae8e4ad11ec791d2","rationale":"","confidence":null,"fields":{},"route":"auto","mode":"on","reasons":[{"code":"low_risk","text":"It waits in the outbox, where it can be held."}],"thresholds":{"review_above_minor":10000,"lead_above_minor":100000,"two_above_minor":1000000,"review_above_blast_radius":5,"lead_above_blast_radius":50,"red_from_minor":100000,"reds_for_review":2,"act":0.85,"floor":0.6,"below_floor":"ask","field":0.92,"sureness":0.85},"policy_version":"4d80db17985323e5","ask":false,"signers":null,"outbox_seconds":60,"recheck_within_seconds":0}','0ea0826139197c570fa01d858f583ded','0296e5a0decb52b6667b9d6034aa0e444e7bfd34491e7a8ce2f03a5a382eec7a','','497887d493c237ee39238656261586ee21e48866708e29907ced2b9a2b92c7f9');
INSERT INTO "audit" VALUES('thread:at-recheck',1,1772452800000,'law','verdict','{"verdict":"ver_1fd02cc866e2f4a5fb53a812","call_id":"call_1_1_1","name":"note","arguments":{"text":"looked at later"},"digest":"e8bf3e6d4d9c4010b80e20e26b236315144eeefb069ee483a3a847811e0fdd82","fingerprint":"a7c1c5a20bace09ad91f61cd7d30a44f4c8d3ee3c784c67c5d05b790f27f97c2","rationale":"","confidence":null,"fields":{},"route":"recheck","mode":"on","reasons":[{"code":"recheck","text":"Each action of this kind is looked at afterwards."}],"thresholds":{"review_above_minor":10000,"lead_above_minor":100000,"two_above_minor":1000000,"review_above_blast_radius":5,"lead_above_blast_radius":50,"red_from_minor":100000,"reds_for_review":2,"act":0.85,"floor":0.6,"below_floor":"ask","field":0.92,"sureness":0.85},"policy_version":"4d80db17985323e5","ask":false,"signers":{"role":"reviewer","tier":1,"quorum":1,"sla_seconds":90,"decide_within_seconds":14400,"skills":[],"checklist":[]},"outbox_seconds":0,"recheck_within_seconds":14400}','d2d7838de01190880fa2fb7bb85769e4','8ef1940ee531ff5b569779399af96c17df448a0ea18b5bcd7888004a34013e37','','333b695f713b096240fb1f4248748dd63fc2d4c5be7810a8e70b17ed08ef6385');
INSERT INTO "audit" VALUES('thread:at-recheck',2,1772452800000,'agent','effect.started','{"call":"call_1_1_1","attempt":1,"request":null,"digest":"e8bf3e6d4d9c4010b80e20e26b236315144eeefb069ee483a3a847811e0fdd82"}','1c74bab2f9c9d07adbc48a37b3e70a42','fc71054fbd027a368a26b5b325411a6a06df53a16db4eadff2ba068076267142','333b695f713b096240fb1f4248748dd63fc2d4c5be7810a8e70b17ed08ef6385','193df3d456f2c4cca7456b9e8fadd6016ebefdd6d372302241730d1242371b0a');
INSERT INTO "audit" VALUES('thread:at-recheck',3,1772452800000,'agent','effect.done','{"call":"call_1_1_1","attempt":1,"result":"noted"}','bc873f0f735579fe85e3ba7f25388922','8d32c604b0c1bbed15423d6768ed40679f9bd246165671cef6470a032dd0826a','193df3d456f2c4cca7456b9e8fadd6016ebefdd6d372302241730d1242371b0a','4e7d7e8e5a2879079fed0bed3c7b3defd3ed2e6bdb19d17fedce40257f1a25c7');
INSERT INTO "audit" VALUES('thread:at-recheck',4,1772452800000,'agent','request.opened','{"request":"req_db9052a61c7c65a87df50a83","kind":"recheck","digest":"e8bf3e6d4d9c4010b80e20e26b236315144eeefb069ee483a3a847811e0fdd82","route":"recheck","verdict":"ver_1fd02cc866e2f4a5fb53a812"}','2f13ef1949ae8bcd3dce1e2642e26945','7def55b3da60827cafa6578761fbd07b0784d95934ec703992c9567929589bf1','4e7d7e8e5a2879079fed0bed3c7b3defd3ed2e6bdb19d17fedce40257f1a25c7','aeef4c21d12649c6988b488e37bc5abe05a5c87de8d86c89b4f2622d1a8c7fb0');
CREATE TABLE audit_heads (
	stream VARCHAR(160) NOT NULL, 
	seq BIGINT NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit_heads PRIMARY KEY (stream)
);
INSERT INTO "audit_heads" VALUES('house',9,'c9fef5192a5f5334865cb1d53de643b468e4440f7e1c32e16abd87eb07f9b34a');
INSERT INTO "audit_heads" VALUES('thread:at-approve',2,'85ddf47d369f5c8c1e07d543b45f0ffb435fe84538a542ca396f7b4a881195bd');
INSERT INTO "audit_heads" VALUES('thread:at-outbox',1,'497887d493c237ee39238656261586ee21e48866708e29907ced2b9a2b92c7f9');
INSERT INTO "audit_heads" VALUES('thread:at-recheck',4,'aeef4c21d12649c6988b488e37bc5abe05a5c87de8d86c89b4f2622d1a8c7fb0');
CREATE TABLE bills (
	id VARCHAR(64) NOT NULL, 
	version VARCHAR(64) NOT NULL, 
	text TEXT NOT NULL, 
	note TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	proposed_by VARCHAR(128) NOT NULL, 
	proposed_at BIGINT NOT NULL, 
	settled_by VARCHAR(128), 
	settled_at BIGINT, 
	against VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_bills PRIMARY KEY (id)
);
CREATE TABLE briefs (
	thread_id VARCHAR(128) NOT NULL, 
	body TEXT NOT NULL, 
	"by" VARCHAR(128) NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_briefs PRIMARY KEY (thread_id), 
	CONSTRAINT fk_briefs_thread_id FOREIGN KEY(thread_id) REFERENCES threads (id)
);
CREATE TABLE calibrations (
	source VARCHAR(128) NOT NULL, 
	fit INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	error FLOAT NOT NULL, 
	"by" VARCHAR(128) NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_calibrations PRIMARY KEY (source, fit)
);
CREATE TABLE checkpoints (
	thread_id TEXT NOT NULL, 
	checkpoint_ns TEXT DEFAULT '' NOT NULL, 
	checkpoint_id TEXT NOT NULL, 
	parent_checkpoint_id TEXT, 
	type TEXT, 
	checkpoint BLOB, 
	metadata BLOB, 
	CONSTRAINT pk_checkpoints PRIMARY KEY (thread_id, checkpoint_ns, checkpoint_id)
);
INSERT INTO "checkpoints" VALUES('at-approve','','1f1e56ab-9df4-6dc6-8002-fba439fdfcc6',NULL,'msgpack',X'87A17604A27473D920323032362D31312D32315430353A31363A33372E3239343533312B30303A3030A26964D92431663165353661622D396466342D366463362D383030322D666261343339666466636336AE6368616E6E656C5F76616C75657385A97468726561645F6964AA61742D617070726F7665A47475726E01A47374657001A86D61696C5F73657101AE5F5F70726567656C5F7461736B7391C7540193AF6C616E6767726170682E7479706573A453656E6492A7617070726F766584A97468726561645F6964AA61742D617070726F7665A47475726E01A47374657001A763616C6C5F6964AA63616C6C5F315F315F31B06368616E6E656C5F76657273696F6E7388A95F5F73746172745F5FD93330303030303030303030303030303030303030303030303030303030303030322E302E33313935393533323532373835313031A97468726561645F6964D93330303030303030303030303030303030303030303030303030303030303030322E302E33313935393533323532373835313031A47475726ED93330303030303030303030303030303030303030303030303030303030303030322E302E33313935393533323532373835313031A473746570D93330303030303030303030303030303030303030303030303030303030303030332E302E39363733333239393432363839383636A86D61696C5F736571D93330303030303030303030303030303030303030303030303030303030303030332E302E39363733333239393432363839383636AE6272616E63683A746F3A706C616ED93330303030303030303030303030303030303030303030303030303030303030332E302E39363733333239393432363839383636AE6272616E63683A746F3A67617465D93330303030303030303030303030303030303030303030303030303030303030342E302E39313335343638383737313139363437AE5F5F70726567656C5F7461736B73D93330303030303030303030303030303030303030303030303030303030303030342E302E39313335343638383737313139363437AD76657273696F6E735F7365656E84A95F5F696E7075745F5F80A95F5F73746172745F5F81A95F5F73746172745F5FD93330303030303030303030303030303030303030303030303030303030303030312E302E30383430323439373737383038373937A4706C616E81AE6272616E63683A746F3A706C616ED93330303030303030303030303030303030303030303030303030303030303030322E302E33313935393533323532373835313031A46761746581AE6272616E63683A746F3A67617465D93330303030303030303030303030303030303030303030303030303030303030332E302E39363733333239393432363839383636B0757064617465645F6368616E6E656C7391AE5F5F70726567656C5F7461736B73',X'7B22736F75726365223A20226C6F6F70222C202273746570223A20322C2022706172656E7473223A207B7D2C20226C656173655F65706F6368223A20317D');
INSERT INTO "checkpoints" VALUES('at-outbox','','1f1e56ab-9e1b-6587-8002-cb6afdbd893c',NULL,'msgpack',X'87A17604A27473D920323032362D31312D32315430353A31363A33372E3330373834372B30303A3030A26964D92431663165353661622D396531622D363538372D383030322D636236616664626438393363AE6368616E6E656C5F76616C75657385A97468726561645F6964A961742D6F7574626F78A47475726E01A47374657001A86D61696C5F73657101AE5F5F70726567656C5F7461736B7391C74F0193AF6C616E6767726170682E7479706573A453656E6492A361637484A97468726561645F6964A961742D6F7574626F78A47475726E01A47374657001A763616C6C5F6964AA63616C6C5F315F315F31B06368616E6E656C5F76657273696F6E7388A95F5F73746172745F5FD93430303030303030303030303030303030303030303030303030303030303030322E302E3232333633353239333139303230393134A97468726561645F6964D93430303030303030303030303030303030303030303030303030303030303030322E302E3232333633353239333139303230393134A47475726ED93430303030303030303030303030303030303030303030303030303030303030322E302E3232333633353239333139303230393134A473746570D93430303030303030303030303030303030303030303030303030303030303030332E302E3438383638393131333233313130303534A86D61696C5F736571D93430303030303030303030303030303030303030303030303030303030303030332E302E3438383638393131333233313130303534AE6272616E63683A746F3A706C616ED93430303030303030303030303030303030303030303030303030303030303030332E302E3438383638393131333233313130303534AE6272616E63683A746F3A67617465D93330303030303030303030303030303030303030303030303030303030303030342E302E37313535313336363332303136323736AE5F5F70726567656C5F7461736B73D93330303030303030303030303030303030303030303030303030303030303030342E302E37313535313336363332303136323736AD76657273696F6E735F7365656E84A95F5F696E7075745F5F80A95F5F73746172745F5F81A95F5F73746172745F5FD93330303030303030303030303030303030303030303030303030303030303030312E302E37323733373239333737393331333232A4706C616E81AE6272616E63683A746F3A706C616ED93430303030303030303030303030303030303030303030303030303030303030322E302E3232333633353239333139303230393134A46761746581AE6272616E63683A746F3A67617465D93430303030303030303030303030303030303030303030303030303030303030332E302E3438383638393131333233313130303534B0757064617465645F6368616E6E656C7391AE5F5F70726567656C5F7461736B73',X'7B22736F75726365223A20226C6F6F70222C202273746570223A20322C2022706172656E7473223A207B7D2C20226C656173655F65706F6368223A20317D');
INSERT INTO "checkpoints" VALUES('at-recheck','','1f1e56ab-9e37-609d-8005-6905a3e3eeb1',NULL,'msgpack',X'87A17604A27473D920323032362D31312D32315430353A31363A33372E3331383131302B30303A3030A26964D92431663165353661622D396533372D363039642D383030352D363930356133653365656231AE6368616E6E656C5F76616C75657385A97468726561645F6964AA61742D7265636865636BA47475726E01A47374657002A86D61696C5F73657101AE5F5F70726567656C5F7461736B7390B06368616E6E656C5F76657273696F6E7389A95F5F73746172745F5FD93330303030303030303030303030303030303030303030303030303030303030322E302E33343030393030363236343239363638A97468726561645F6964D93330303030303030303030303030303030303030303030303030303030303030322E302E33343030393030363236343239363638A47475726ED93330303030303030303030303030303030303030303030303030303030303030322E302E33343030393030363236343239363638A473746570D93430303030303030303030303030303030303030303030303030303030303030362E302E3234353532303332363230313138373133A86D61696C5F736571D93430303030303030303030303030303030303030303030303030303030303030362E302E3234353532303332363230313138373133AE6272616E63683A746F3A706C616ED93430303030303030303030303030303030303030303030303030303030303030362E302E3234353532303332363230313138373133AE6272616E63683A746F3A67617465D93330303030303030303030303030303030303030303030303030303030303030342E302E33303936363935373331313738393938AE5F5F70726567656C5F7461736B73D93430303030303030303030303030303030303030303030303030303030303030352E302E3235313634393834353538343032313135B06272616E63683A746F3A616E73776572D93430303030303030303030303030303030303030303030303030303030303030372E302E3034313139333134343431373738363534AD76657273696F6E735F7365656E86A95F5F696E7075745F5F80A95F5F73746172745F5F81A95F5F73746172745F5FD93330303030303030303030303030303030303030303030303030303030303030312E302E36393836353739373834363632383039A4706C616E81AE6272616E63683A746F3A706C616ED93430303030303030303030303030303030303030303030303030303030303030352E302E3235313634393834353538343032313135A46761746581AE6272616E63683A746F3A67617465D93430303030303030303030303030303030303030303030303030303030303030332E302E3331333538383531383439383935303836A361637480A6616E7377657281B06272616E63683A746F3A616E73776572D93430303030303030303030303030303030303030303030303030303030303030362E302E3234353532303332363230313138373133B0757064617465645F6368616E6E656C7390',X'7B22736F75726365223A20226C6F6F70222C202273746570223A20352C2022706172656E7473223A207B7D2C20226C656173655F65706F6368223A20317D');
CREATE TABLE counters (
	scope VARCHAR(16) NOT NULL, 
	"key" VARCHAR(256) NOT NULL, 
	period VARCHAR(10) NOT NULL, 
	used_minor BIGINT NOT NULL, 
	CONSTRAINT pk_counters PRIMARY KEY (scope, "key", period)
);
CREATE TABLE coverings (
	thread_id VARCHAR(128) NOT NULL, 
	call_id VARCHAR(128) NOT NULL, 
	envelope_id VARCHAR(64) NOT NULL, 
	step INTEGER NOT NULL, 
	cost_minor BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_coverings PRIMARY KEY (thread_id, call_id), 
	CONSTRAINT fk_coverings_envelope_id FOREIGN KEY(envelope_id) REFERENCES envelopes (id), 
	CONSTRAINT fk_coverings_thread_id FOREIGN KEY(thread_id) REFERENCES threads (id)
);
CREATE TABLE drafts (
	thread_id VARCHAR(128) NOT NULL, 
	turn BIGINT NOT NULL, 
	step INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_drafts PRIMARY KEY (thread_id), 
	CONSTRAINT fk_drafts_thread_id FOREIGN KEY(thread_id) REFERENCES threads (id)
);
CREATE TABLE enclosures (
	thread_id VARCHAR(128) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_enclosures PRIMARY KEY (thread_id, digest), 
	CONSTRAINT fk_enclosures_thread_id FOREIGN KEY(thread_id) REFERENCES threads (id)
);
CREATE TABLE envelopes (
	id VARCHAR(64) NOT NULL, 
	thread_id VARCHAR(128) NOT NULL, 
	call_id VARCHAR(128) NOT NULL, 
	body TEXT NOT NULL, 
	"by" VARCHAR(128) NOT NULL, 
	at BIGINT NOT NULL, 
	valid_until BIGINT NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	closed_at BIGINT, 
	closed_by VARCHAR(128) NOT NULL, 
	CONSTRAINT pk_envelopes PRIMARY KEY (id), 
	CONSTRAINT fk_envelopes_thread_id FOREIGN KEY(thread_id) REFERENCES threads (id), 
	CONSTRAINT uq_envelopes_thread_id_call_id UNIQUE (thread_id, call_id)
);
CREATE TABLE holds (
	thread_id VARCHAR(128) NOT NULL, 
	call_id VARCHAR(128) NOT NULL, 
	"by" VARCHAR(128) NOT NULL, 
	why TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_holds PRIMARY KEY (thread_id, call_id), 
	CONSTRAINT fk_holds_thread_id FOREIGN KEY(thread_id) REFERENCES threads (id)
);
CREATE TABLE journal (
	thread_id VARCHAR(128) NOT NULL, 
	call_id VARCHAR(128) NOT NULL, 
	attempt INTEGER NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	arguments TEXT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	result TEXT NOT NULL, 
	request_id VARCHAR(64), 
	verdict_id VARCHAR(64) NOT NULL, 
	epoch BIGINT NOT NULL, 
	started_at BIGINT NOT NULL, 
	call_deadline BIGINT NOT NULL, 
	ended_at BIGINT, 
	CONSTRAINT pk_journal PRIMARY KEY (thread_id, call_id, attempt), 
	CONSTRAINT fk_journal_request_id FOREIGN KEY(request_id) REFERENCES requests (id), 
	CONSTRAINT fk_journal_thread_id FOREIGN KEY(thread_id) REFERENCES threads (id), 
	CONSTRAINT fk_journal_verdict_id FOREIGN KEY(verdict_id) REFERENCES verdicts (id), 
	CONSTRAINT uq_journal_request_id UNIQUE (request_id)
);
INSERT INTO "journal" VALUES('at-recheck','call_1_1_1',1,'note','{"text":"looked at later"}','e8bf3e6d4d9c4010b80e20e26b236315144eeefb069ee483a3a847811e0fdd82','a7c1c5a20bace09ad91f61cd7d30a44f4c8d3ee3c784c67c5d05b790f27f97c2','done','noted',NULL,'ver_1fd02cc866e2f4a5fb53a812',1,1772452800000,1772452801000,1772452800000);
CREATE TABLE laws (
	seq BIGINT NOT NULL, 
	version VARCHAR(64) NOT NULL, 
	text TEXT NOT NULL, 
	enacted_at BIGINT NOT NULL, proposed_by VARCHAR(128), seconded_by VARCHAR(128), source VARCHAR(16), 
	CONSTRAINT pk_laws PRIMARY KEY (seq)
);
INSERT INTO "laws" VALUES(1,'4d80db17985323e5','# The law: when a person must be asked. Sums are in minor units (cents); bands are half-open.
# After a change here, running threads keep their verdicts; new ones are judged by the new text.

[guardrails]
# Any one of these sends an action to a person before anything else is weighed (X1).
review_above_minor = 10000        # 100.00: a reviewer signs
lead_above_minor = 100000         # 1,000.00: a lead signs
two_above_minor = 1000000         # 10,000.00: two people sign
review_above_blast_radius = 5     # more people or records touched at once: a reviewer signs
lead_above_blast_radius = 50      # more than this: a lead signs
irreversible_external = "review"
regulated = "review"
physical = "review"
unknown_tool = "review"
repeat = "review"                 # an action that repeats one already done, or one in doubt

[matrix]
# Two reds put a person in the loop (B3). Cost in minor units: green below, red from.
green_below_minor = 100           # less than 1.00
red_from_minor = 100000           # 1,000.00 or more
reds_for_review = 2

[confidence]
# [floor, act) is reviewed; from `act` on nothing is added. Below `floor`: ask (the requester says
# whether it is meant, then it is reviewed), review, or refuse (X2).
act = 0.85
floor = 0.60
below_floor = "ask"
field = 0.92                      # asked of each value that has a confidence of its own (B20)
unstated = 0.85                   # what an action counts as whose agent does not say how sure it is

[limits]
# Many small sums count like one great one (E4); 0 sets no limit. A day is a day in UTC.
thread_minor = 50000              # 500.00 in one conversation
requester_day_minor = 100000      # 1,000.00 a day for one requester
recipient_day_minor = 50000       # 500.00 a day to one recipient
house_day_minor = 1000000         # 10,000.00 a day in the whole house
over = "lead"
# A sum above this to somebody who never got more than this in all:
new_recipient = "review"
new_recipient_above_minor = 5000

[provenance]
# A value from outside (a web page, a stranger''s mail) that an effect hangs on; and one that stands
# nowhere in the conversation. What trusted tools answer are the house''s own records, field by
# field; so name none here whose answers are mails, pages or notes of strangers.
untrusted = "review"
invented = "review"
after_outside = "review"          # an action that words from outside may have led to
trusted_tools = [
    "search_orders", "read_order", "search_customers", "read_customer", "refund_order",
    "cancel_order", "change_address", "goodwill_credit", "withdraw_credit", "bulk_notice",
    "erase_customer", "recommend_item", "sync_stock", "partner_status", "send_mail",
]

[sentiment]
# From -1 to 1; a requester who sounds worse than this gets a person (C5). English only.
hostile_below = -0.5
hostile = "review"

[supervision]
# A new tool is looked at until people have decided so many of its requests, and approved this share
# of the newest as they were (B32, E10); a changed tool is new again. Reads never are, nor are those
# in `proven`: here those of the demo. Take a name out if a tool of yours is called so.
decisions = 0
agreement = 0.9
proven = [
    "bulk_notice", "cancel_order", "change_address", "erase_customer", "fetch_page",
    "goodwill_credit", "hire_operator", "propose_plan", "recommend_item", "refund_order",
    "send_mail", "sync_stock", "withdraw_credit",
]

[calibration]
# The share of actions that is reviewed as long as nobody has checked what the agent''s confidence
# means (B29); `countersign calibrate house` checks it. Nothing is drawn here, because the practice
# model''s numbers mean nothing; 0.1 is a sensible start with a model of your own.
uncalibrated_sample = 0.0
batch_sample = 0.1                # the same for the lines of `countersign calibrate route`

[score]
# Scores from 0 to 100 (B17): shortlisted from, queued from. Below that: "queue" like the others, or
# "reject", and then a daily sweep still looks at it.
shortlist_from = 80
queue_from = 40
below = "queue"

[breaker]
# The third same failure in a row, or the fifth of one error with changing arguments, hands the
# whole task to a lead (C9).
same_action = 3
same_error = 5

[web]
# Hosts that tools may fetch from without asking; ".example.com" takes in the names below it too.
allow_hosts = []

[budget]
# What the model may use; 0 is no limit. Prices are in minor units a million tokens.
tokens_per_thread = 0
tokens_per_day = 0
spend_per_thread_minor = 0
spend_per_day_minor = 0
input_price_minor = 0
output_price_minor = 0

[request]
sla_seconds = 90                  # each request should be decided in a minute and a half (B15)
decide_within_seconds = 14400     # an open request lapses after four hours
valid_for_seconds = 900           # a decision starts its effect within a quarter of an hour

[task]
# Work in the field, when the agent names no deadline; the time to get there is added.
photo_within_seconds = 14400      # photos, inspections and checks: four hours
delivery_within_seconds = 86400   # pickups, drop-offs and deliveries: a day
travel_seconds = 1800             # no deadline may be nearer than this
again_within_seconds = 3600       # after a rejected proof there is at least this much time

[plan]
# An approved plan is a mandate for its own steps, for this long.
valid_for_seconds = 14400
most_steps = 20

# Terms of one field of work (the `domain` in a tool''s profile) or of one tool, instead of the
# general ones: act, floor, below_floor, field, the three sums of [guardrails], autonomy (the share
# that may go alone), recheck (the share that is looked at afterwards), outbox_seconds, plan_first,
# role, skills, sla_seconds, decide_within_seconds, checklist.

# [profiles.NAME] gives a tool the risk profile that it does not bring, with the keys of its
# metadata: read_only, external, reversibility, and so on. [servers.NAME] with trusted = true believes
# what that MCP server says of its tools; any other''s word may only raise their risk.

[domains.data_entry]
autonomy = 1.0                    # full, and a share is audited (C8)
recheck = 0.05
recheck_within_seconds = 14400

[domains.support]
autonomy = 0.7                    # seven in ten go alone, the rest is looked at first (C8)
recheck = 0.1

[domains.sales]
outbox_seconds = 60               # goes alone, after a minute in which anybody may hold it (B4)
act = 0.70                        # so less is asked of the agent

[domains.legal]
act = 0.97                        # B31
autonomy = 0.2
role = "lead"

[domains.financial]
act = 0.97
checklist = ["The sum is right", "The recipient is right"]

[domains.medical]
act = 0.97
skills = ["clinician"]
sla_seconds = 14400

[domains.system_configuration]
autonomy = 0.0                    # mandatory sign-off (C8)

[tools.change_address]
recheck = 1.0                     # a parcel follows its address: somebody looks at each, afterwards
recheck_within_seconds = 14400

[tools.post]
outbox_seconds = 60

[tools.note]
recheck = 1.0
',1772452800000,NULL,NULL,'file');
CREATE TABLE mail (
	thread_id VARCHAR(128) NOT NULL, 
	seq BIGINT NOT NULL, 
	message_id VARCHAR(128) NOT NULL, 
	"by" VARCHAR(128) NOT NULL, 
	text TEXT NOT NULL, 
	at BIGINT NOT NULL, attached TEXT, 
	CONSTRAINT pk_mail PRIMARY KEY (thread_id, seq), 
	CONSTRAINT fk_mail_thread_id FOREIGN KEY(thread_id) REFERENCES threads (id), 
	CONSTRAINT uq_mail_thread_id_message_id UNIQUE (thread_id, message_id)
);
INSERT INTO "mail" VALUES('at-approve',1,'msg_f417a2d7fc37e998b178e3c1','requester-1','[[{"name": "pay", "args": {"to": "ann", "amount_minor": 500}}]]',1772452800000,NULL);
INSERT INTO "mail" VALUES('at-outbox',1,'msg_01b617096b560de834fb1267','requester-1','[[{"name": "post", "args": {"text": "soon"}}]]',1772452800000,NULL);
INSERT INTO "mail" VALUES('at-recheck',1,'msg_2dc66a3f48fbe9de341821a0','requester-1','[[{"name": "note", "args": {"text": "looked at later"}}]]',1772452800000,NULL);
CREATE TABLE passwords (
	person_id VARCHAR(128) NOT NULL, 
	hash TEXT NOT NULL, 
	changed_at BIGINT NOT NULL, 
	failures INTEGER NOT NULL, 
	locked_until BIGINT NOT NULL, 
	CONSTRAINT pk_passwords PRIMARY KEY (person_id), 
	CONSTRAINT fk_passwords_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
CREATE TABLE people (
	id VARCHAR(128) NOT NULL, 
	name TEXT NOT NULL, 
	roles TEXT NOT NULL, 
	created_at BIGINT NOT NULL, skills TEXT DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_people PRIMARY KEY (id)
);
INSERT INTO "people" VALUES('requester-1','requester-1','["requester"]',1772452800000,'[]');
INSERT INTO "people" VALUES('requester-2','requester-2','["requester"]',1772452800000,'[]');
INSERT INTO "people" VALUES('reviewer-1','reviewer-1','["reviewer"]',1772452800000,'[]');
INSERT INTO "people" VALUES('reviewer-2','reviewer-2','["reviewer"]',1772452800000,'[]');
INSERT INTO "people" VALUES('lead-1','lead-1','["lead"]',1772452800000,'[]');
INSERT INTO "people" VALUES('operator-1','operator-1','["operator"]',1772452800000,'[]');
INSERT INTO "people" VALUES('admin-1','admin-1','["admin"]',1772452800000,'[]');
INSERT INTO "people" VALUES('admin-2','admin-2','["admin"]',1772452800000,'[]');
CREATE TABLE photos (
	proof_id VARCHAR(64) NOT NULL, 
	position INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	CONSTRAINT pk_photos PRIMARY KEY (proof_id, position), 
	CONSTRAINT fk_photos_proof_id FOREIGN KEY(proof_id) REFERENCES proofs (id)
);
CREATE TABLE proofs (
	id VARCHAR(64) NOT NULL, 
	task_id VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	operator VARCHAR(128) NOT NULL, 
	note TEXT NOT NULL, 
	device TEXT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	submitted_at BIGINT NOT NULL, 
	CONSTRAINT pk_proofs PRIMARY KEY (id), 
	CONSTRAINT fk_proofs_task_id FOREIGN KEY(task_id) REFERENCES tasks (id), 
	CONSTRAINT uq_proofs_task_id_number UNIQUE (task_id, number)
);
CREATE TABLE requests (
	id VARCHAR(64) NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	thread_id VARCHAR(128) NOT NULL, 
	call_id VARCHAR(128) NOT NULL, 
	attempt INTEGER NOT NULL, 
	edition INTEGER NOT NULL, 
	interrupt_id VARCHAR(64) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	version INTEGER NOT NULL, 
	round INTEGER NOT NULL, 
	route VARCHAR(16) NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	arguments TEXT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	rationale TEXT NOT NULL, 
	confidence TEXT NOT NULL, 
	reasons TEXT NOT NULL, 
	verdict_id VARCHAR(64) NOT NULL, 
	requested_by VARCHAR(128) NOT NULL, 
	summary TEXT NOT NULL, 
	opened_at BIGINT NOT NULL, 
	decide_by BIGINT NOT NULL, 
	decision_type VARCHAR(16), 
	decided_by VARCHAR(128), 
	decided_at BIGINT, 
	effective_at BIGINT, 
	valid_until BIGINT, 
	decided_arguments TEXT, 
	decided_digest VARCHAR(64), 
	message TEXT, 
	reason_code VARCHAR(32), 
	content TEXT, form TEXT, failures TEXT, proof_id VARCHAR(64), signers TEXT, late_at BIGINT, 
	CONSTRAINT pk_requests PRIMARY KEY (id), 
	CONSTRAINT fk_requests_thread_id FOREIGN KEY(thread_id) REFERENCES threads (id), 
	CONSTRAINT uq_requests_thread_id_call_id_attempt_kind_edition UNIQUE (thread_id, call_id, attempt, kind, edition)
);
INSERT INTO "requests" VALUES('req_1d4fcc2c932e56988bfd5ed0','approval','at-approve','call_1_1_1',1,1,'','open',1,1,'review','pay','{"to":"ann","amount_minor":500}','c8b5c3a011dd210130b5e70001a3d60539a30f8f63216bfc0a29adf23e75a225','ae29c4c4f2f711606ed09be40af1e9313056945c1471a32406b79bab02c0b601','','null','[{"code":"irreversible","text":"It cannot be taken back."}]','ver_60b3f35e66c0f041c7535ce3','requester-1','Pay · ann · 5.00 EUR',1772452800000,1772467200000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"role":"reviewer","tier":1,"quorum":1,"sla_seconds":90,"decide_within_seconds":14400,"skills":[],"checklist":[]}',1772452890000);
INSERT INTO "requests" VALUES('req_db9052a61c7c65a87df50a83','recheck','at-recheck','call_1_1_1',1,1,'','open',1,1,'recheck','note','{"text":"looked at later"}','e8bf3e6d4d9c4010b80e20e26b236315144eeefb069ee483a3a847811e0fdd82','a7c1c5a20bace09ad91f61cd7d30a44f4c8d3ee3c784c67c5d05b790f27f97c2','','null','[{"code":"recheck","text":"Each action of this kind is looked at afterwards."}]','ver_1fd02cc866e2f4a5fb53a812','requester-1','Was it right? Note · looked at later',1772452800000,1772467200000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"role":"reviewer","tier":1,"quorum":1,"sla_seconds":14400,"decide_within_seconds":14400,"skills":[],"checklist":[]}',1772467200000);
CREATE TABLE reservations (
	thread_id VARCHAR(128) NOT NULL, 
	call_id VARCHAR(128) NOT NULL, 
	attempt INTEGER NOT NULL, 
	scope VARCHAR(16) NOT NULL, 
	"key" VARCHAR(256) NOT NULL, 
	period VARCHAR(10) NOT NULL, 
	amount_minor BIGINT NOT NULL, 
	released BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_reservations PRIMARY KEY (thread_id, call_id, attempt, scope, "key", period), 
	CONSTRAINT fk_reservations_thread_id FOREIGN KEY(thread_id) REFERENCES threads (id)
);
CREATE TABLE revocations (
	request_id VARCHAR(64) NOT NULL, 
	round INTEGER NOT NULL, 
	"by" VARCHAR(128) NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_revocations PRIMARY KEY (request_id, round), 
	CONSTRAINT fk_revocations_request_id FOREIGN KEY(request_id) REFERENCES requests (id)
);
CREATE TABLE seals (
	seq BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	text TEXT NOT NULL, 
	signature VARCHAR(128) NOT NULL, 
	CONSTRAINT pk_seals PRIMARY KEY (seq)
);
CREATE TABLE sessions (
	token_digest VARCHAR(64) NOT NULL, 
	person_id VARCHAR(128), 
	kind VARCHAR(16) NOT NULL, 
	expires_at BIGINT NOT NULL, 
	revoked BOOLEAN NOT NULL, created_at BIGINT, seen_at BIGINT, 
	CONSTRAINT pk_sessions PRIMARY KEY (token_digest), 
	CONSTRAINT fk_sessions_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
CREATE TABLE signatures (
	request_id VARCHAR(64) NOT NULL, 
	round INTEGER NOT NULL, 
	reviewer VARCHAR(128) NOT NULL, 
	decision_type VARCHAR(16) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	message TEXT NOT NULL, 
	reason_code VARCHAR(32) NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_signatures PRIMARY KEY (request_id, round, reviewer), 
	CONSTRAINT fk_signatures_request_id FOREIGN KEY(request_id) REFERENCES requests (id)
);
CREATE TABLE stops (
	thread_id VARCHAR(128) NOT NULL, 
	mail_seq BIGINT NOT NULL, 
	"by" VARCHAR(128) NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_stops PRIMARY KEY (thread_id, mail_seq), 
	CONSTRAINT fk_stops_thread_id FOREIGN KEY(thread_id) REFERENCES threads (id)
);
CREATE TABLE switches (
	name VARCHAR(32) NOT NULL, 
	thrown BOOLEAN NOT NULL, 
	CONSTRAINT pk_switches PRIMARY KEY (name)
);
CREATE TABLE takebacks (
	thread_id VARCHAR(128) NOT NULL, 
	call_id VARCHAR(128) NOT NULL, 
	number INTEGER NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	arguments TEXT NOT NULL, 
	"by" VARCHAR(128) NOT NULL, 
	why TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	carried_by VARCHAR(128), 
	CONSTRAINT pk_takebacks PRIMARY KEY (thread_id, call_id, number), 
	CONSTRAINT fk_takebacks_thread_id FOREIGN KEY(thread_id) REFERENCES threads (id)
);
CREATE TABLE tasks (
	id VARCHAR(64) NOT NULL, 
	thread_id VARCHAR(128) NOT NULL, 
	call_id VARCHAR(128) NOT NULL, 
	attempt INTEGER NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	version INTEGER NOT NULL, 
	description TEXT NOT NULL, 
	location TEXT NOT NULL, 
	reward_minor BIGINT NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	requested_by VARCHAR(128) NOT NULL, 
	verdict_id VARCHAR(64) NOT NULL, 
	posted_at BIGINT NOT NULL, 
	deadline BIGINT NOT NULL, 
	operator VARCHAR(128), 
	claimed_at BIGINT, 
	feedback TEXT NOT NULL, 
	ended_at BIGINT, 
	CONSTRAINT pk_tasks PRIMARY KEY (id), 
	CONSTRAINT fk_tasks_thread_id FOREIGN KEY(thread_id) REFERENCES threads (id), 
	CONSTRAINT fk_tasks_verdict_id FOREIGN KEY(verdict_id) REFERENCES verdicts (id), 
	CONSTRAINT uq_tasks_thread_id_call_id_attempt UNIQUE (thread_id, call_id, attempt)
);
CREATE TABLE threads (
	id VARCHAR(128) NOT NULL, 
	owner VARCHAR(128) NOT NULL, 
	title TEXT NOT NULL, 
	fork_of VARCHAR(128), 
	created_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	mail_seq BIGINT NOT NULL, 
	wake_at BIGINT, 
	failures INTEGER NOT NULL, 
	trouble TEXT NOT NULL, 
	lease_epoch BIGINT NOT NULL, 
	lease_holder VARCHAR(64) NOT NULL, 
	lease_until BIGINT NOT NULL, taken_over_by VARCHAR(128), 
	CONSTRAINT pk_threads PRIMARY KEY (id), 
	CONSTRAINT fk_threads_fork_of FOREIGN KEY(fork_of) REFERENCES threads (id), 
	CONSTRAINT fk_threads_owner FOREIGN KEY(owner) REFERENCES people (id)
);
INSERT INTO "threads" VALUES('at-approve','requester-1','[[{"name": "pay", "args": {"to": "ann", "amount_minor": 500}}]]',NULL,1772452800000,1772452800000,'waiting',1,NULL,0,'',1,'test/0',0,NULL);
INSERT INTO "threads" VALUES('at-outbox','requester-1','[[{"name": "post", "args": {"text": "soon"}}]]',NULL,1772452800000,1772452800000,'waiting',1,1772452860000,0,'',1,'test/0',0,NULL);
INSERT INTO "threads" VALUES('at-recheck','requester-1','[[{"name": "note", "args": {"text": "looked at later"}}]]',NULL,1772452800000,1772452800000,'idle',1,NULL,0,'',1,'test/0',0,NULL);
CREATE TABLE transcript (
	thread_id VARCHAR(128) NOT NULL, 
	seq BIGINT NOT NULL, 
	message_id VARCHAR(128) NOT NULL, 
	speaker VARCHAR(16) NOT NULL, 
	"by" VARCHAR(128) NOT NULL, 
	turn BIGINT NOT NULL, 
	step INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_transcript PRIMARY KEY (thread_id, seq), 
	CONSTRAINT fk_transcript_thread_id FOREIGN KEY(thread_id) REFERENCES threads (id), 
	CONSTRAINT uq_transcript_thread_id_message_id UNIQUE (thread_id, message_id)
);
INSERT INTO "transcript" VALUES('at-approve',1,'msg_f417a2d7fc37e998b178e3c1','user','requester-1',1,1,'{"text":"[[{\"name\": \"pay\", \"args\": {\"to\": \"ann\", \"amount_minor\": 500}}]]"}',1772452800000);
INSERT INTO "transcript" VALUES('at-approve',2,'answer/1/1','assistant','agent',1,1,'{"text":"","calls":[{"id":"call_1_1_1","name":"pay","arguments":{"to":"ann","amount_minor":500}}],"mail_seq":1}',1772452800000);
INSERT INTO "transcript" VALUES('at-outbox',1,'msg_01b617096b560de834fb1267','user','requester-1',1,1,'{"text":"[[{\"name\": \"post\", \"args\": {\"text\": \"soon\"}}]]"}',1772452800000);
INSERT INTO "transcript" VALUES('at-outbox',2,'answer/1/1','assistant','agent',1,1,'{"text":"","calls":[{"id":"call_1_1_1","name":"post","arguments":{"text":"soon"}}],"mail_seq":1}',1772452800000);
INSERT INTO "transcript" VALUES('at-recheck',1,'msg_2dc66a3f48fbe9de341821a0','user','requester-1',1,1,'{"text":"[[{\"name\": \"note\", \"args\": {\"text\": \"looked at later\"}}]]"}',1772452800000);
INSERT INTO "transcript" VALUES('at-recheck',2,'answer/1/1','assistant','agent',1,1,'{"text":"","calls":[{"id":"call_1_1_1","name":"note","arguments":{"text":"looked at later"}}],"mail_seq":1}',1772452800000);
INSERT INTO "transcript" VALUES('at-recheck',3,'result/call_1_1_1','tool','house',1,1,'{"text":"noted","call_id":"call_1_1_1","ran":null,"tool":[0,5]}',1772452800000);
INSERT INTO "transcript" VALUES('at-recheck',4,'answer/1/2','assistant','agent',1,2,'{"text":"Done. noted","calls":[],"mail_seq":1}',1772452800000);
CREATE TABLE usage (
	thread_id VARCHAR(128) NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	input_tokens BIGINT NOT NULL, 
	output_tokens BIGINT NOT NULL, 
	CONSTRAINT pk_usage PRIMARY KEY (thread_id, day), 
	CONSTRAINT fk_usage_thread_id FOREIGN KEY(thread_id) REFERENCES threads (id)
);
CREATE TABLE verdicts (
	id VARCHAR(64) NOT NULL, 
	thread_id VARCHAR(128) NOT NULL, 
	call_id VARCHAR(128) NOT NULL, 
	edition INTEGER NOT NULL, 
	turn BIGINT NOT NULL, 
	name VARCHAR(128) NOT NULL, 
	arguments TEXT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	rationale TEXT NOT NULL, 
	confidence TEXT NOT NULL, 
	route VARCHAR(16) NOT NULL, 
	mode VARCHAR(8) NOT NULL, 
	reasons TEXT NOT NULL, 
	thresholds TEXT NOT NULL, 
	policy_version VARCHAR(64) NOT NULL, 
	at BIGINT NOT NULL, ask BOOLEAN DEFAULT 0 NOT NULL, signers TEXT, outbox_seconds INTEGER DEFAULT 0 NOT NULL, recheck_within_seconds INTEGER DEFAULT 0 NOT NULL, inputs TEXT, 
	CONSTRAINT pk_verdicts PRIMARY KEY (id), 
	CONSTRAINT fk_verdicts_thread_id FOREIGN KEY(thread_id) REFERENCES threads (id), 
	CONSTRAINT uq_verdicts_thread_id_call_id_edition UNIQUE (thread_id, call_id, edition)
);
INSERT INTO "verdicts" VALUES('ver_60b3f35e66c0f041c7535ce3','at-approve','call_1_1_1',1,1,'pay','{"to":"ann","amount_minor":500}','c8b5c3a011dd210130b5e70001a3d60539a30f8f63216bfc0a29adf23e75a225','ae29c4c4f2f711606ed09be40af1e9313056945c1471a32406b79bab02c0b601','','null','review','in','[{"code":"irreversible","text":"It cannot be taken back."}]','{"review_above_minor":10000,"lead_above_minor":100000,"two_above_minor":1000000,"review_above_blast_radius":5,"lead_above_blast_radius":50,"red_from_minor":100000,"reds_for_review":2,"act":0.85,"floor":0.6,"below_floor":"ask","field":0.92,"sureness":0.85,"limit_thread":50000,"limit_requester":100000,"limit_house":1000000}','4d80db17985323e5',1772452800000,0,'{"role":"reviewer","tier":1,"quorum":1,"sla_seconds":90,"decide_within_seconds":14400,"skills":[],"checklist":[]}',0,0,'{"risk":{"read_only":false,"external":true,"reversibility":"irreversible","regulation":"none","ambiguity":"structured","physical":false,"cost":{"fixed_minor":0,"argument":"amount_minor","currency":"EUR"},"blast_radius":{"fixed":1,"argument":null},"address":null,"recipient":null,"consequential":null,"domain":"","grants":false},"context":{"uses":[{"scope":"thread","used_minor":0,"limit_minor":50000},{"scope":"requester","used_minor":0,"limit_minor":100000},{"scope":"house","used_minor":0,"limit_minor":1000000}],"origins":[{"path":"amount_minor","source":"requester","spans":[{"start":0,"end":3,"source":"requester","message_id":"msg_f417a2d7fc37e998b178e3c1","by":"requester-1"}]},{"path":"to","source":"requester","spans":[{"start":0,"end":3,"source":"requester","message_id":"msg_f417a2d7fc37e998b178e3c1","by":"requester-1"}]}],"lot":0.7716349080396887,"source":"tests.fakes.model:ScriptedModel","sentiment":0.0}}');
INSERT INTO "verdicts" VALUES('ver_aa5df385bfbd15310b7a83f4','at-outbox','call_1_1_1',1,1,'post','{"text":"soon"}','2a319862fed018c0caa87365807c13ec4fe8ec8d2856707a9c1ff325bb757e73','1c2af3e902270d08dde5356986ee8c6ff53430c4b4fd3790ae8e4ad11ec791d2','','null','auto','on','[{"code":"low_risk","text":"It waits in the outbox, where it can be held."}]','{"review_above_minor":10000,"lead_above_minor":100000,"two_above_minor":1000000,"review_above_blast_radius":5,"lead_above_blast_radius":50,"red_from_minor":100000,"reds_for_review":2,"act":0.85,"floor":0.6,"below_floor":"ask","field":0.92,"sureness":0.85}','4d80db17985323e5',1772452800000,0,NULL,60,0,'{"risk":{"read_only":false,"external":true,"reversibility":"irreversible","regulation":"none","ambiguity":"structured","physical":false,"cost":{"fixed_minor":0,"argument":null,"currency":"EUR"},"blast_radius":{"fixed":1,"argument":null},"address":null,"recipient":null,"consequential":null,"domain":"","grants":false},"context":{"origins":[{"path":"text","source":"requester","spans":[{"start":0,"end":4,"source":"requester","message_id":"msg_01b617096b560de834fb1267","by":"requester-1"}]}],"lot":0.24338645955464577,"source":"tests.fakes.model:ScriptedModel","sentiment":0.0}}');
INSERT INTO "verdicts" VALUES('ver_1fd02cc866e2f4a5fb53a812','at-recheck','call_1_1_1',1,1,'note','{"text":"looked at later"}','e8bf3e6d4d9c4010b80e20e26b236315144eeefb069ee483a3a847811e0fdd82','a7c1c5a20bace09ad91f61cd7d30a44f4c8d3ee3c784c67c5d05b790f27f97c2','','null','recheck','on','[{"code":"recheck","text":"Each action of this kind is looked at afterwards."}]','{"review_above_minor":10000,"lead_above_minor":100000,"two_above_minor":1000000,"review_above_blast_radius":5,"lead_above_blast_radius":50,"red_from_minor":100000,"reds_for_review":2,"act":0.85,"floor":0.6,"below_floor":"ask","field":0.92,"sureness":0.85}','4d80db17985323e5',1772452800000,0,'{"role":"reviewer","tier":1,"quorum":1,"sla_seconds":90,"decide_within_seconds":14400,"skills":[],"checklist":[]}',0,14400,'{"risk":{"read_only":false,"external":false,"reversibility":"effort","regulation":"none","ambiguity":"structured","physical":false,"cost":{"fixed_minor":0,"argument":null,"currency":"EUR"},"blast_radius":{"fixed":1,"argument":null},"address":null,"recipient":null,"consequential":null,"domain":"","grants":false},"context":{"origins":[{"path":"text","source":"requester","spans":[{"start":0,"end":15,"source":"requester","message_id":"msg_2dc66a3f48fbe9de341821a0","by":"requester-1"}]}],"lot":0.03415723684734395,"source":"tests.fakes.model:ScriptedModel","sentiment":0.0}}');
CREATE TABLE writes (
	thread_id TEXT NOT NULL, 
	checkpoint_ns TEXT DEFAULT '' NOT NULL, 
	checkpoint_id TEXT NOT NULL, 
	task_id TEXT NOT NULL, 
	task_path TEXT DEFAULT '' NOT NULL, 
	idx INTEGER NOT NULL, 
	channel TEXT NOT NULL, 
	type TEXT, 
	value BLOB, 
	CONSTRAINT pk_writes PRIMARY KEY (thread_id, checkpoint_ns, checkpoint_id, task_id, idx)
);
INSERT INTO "writes" VALUES('at-approve','','1f1e56ab-9df4-6dc6-8002-fba439fdfcc6','a067d1d2-aa59-bcab-6c44-b8e493c3b1c1','~__pregel_push, 0000000000, 0000000000',-3,'__interrupt__','msgpack',X'91C8014B0293AF6C616E6767726170682E7479706573A9496E7465727275707483A576616C756583A772657175657374BC7265715F316434666363326339333265353639383862666435656430AF616374696F6E5F72657175657374739184A46E616D65A3706179A46172677382A2746FA3616E6EAC616D6F756E745F6D696E6F72CD01F4A9617267756D656E747382A2746FA3616E6EAC616D6F756E745F6D696E6F72CD01F4AB6465736372697074696F6EB650617920C2B720616E6E20C2B720352E303020455552AE7265766965775F636F6E666967739182AB616374696F6E5F6E616D65A3706179B1616C6C6F7765645F6465636973696F6E7394A7617070726F7665A465646974A672656A656374A7726573706F6E64A26964D9206561633434393336376532643866643235376130356361396139326432623362AF726573706F6E73655F736368656D61C0');
INSERT INTO "writes" VALUES('at-outbox','','1f1e56ab-9e1b-6587-8002-cb6afdbd893c','a52f6180-f150-9811-692a-9779f9321bf1','~__pregel_push, 0000000000, 0000000000',-3,'__interrupt__','msgpack',X'91C7700293AF6C616E6767726170682E7479706573A9496E7465727275707483A576616C756582A5756E74696CCF0000019CAE6C5060A6737461676564C3A26964D9206638643365653939666262366634663230303530393233623666623462306664AF726573706F6E73655F736368656D61C0');
CREATE INDEX ix_threads_owner ON threads (owner, updated_at);
CREATE INDEX ix_threads_status ON threads (status, wake_at);
CREATE INDEX ix_requests_queue ON requests (state, opened_at);
CREATE INDEX ix_journal_digest ON journal (thread_id, digest);
CREATE INDEX ix_tasks_state ON tasks (state, deadline);
CREATE INDEX ix_photos_digest ON photos (digest);
CREATE INDEX ix_requests_overdue ON requests (state, decide_by);
CREATE INDEX ix_requests_thread ON requests (thread_id, state);
CREATE INDEX ix_journal_tool ON journal (thread_id, name, started_at);
CREATE INDEX ix_enclosures_digest ON enclosures (digest);
CREATE INDEX ix_envelopes_thread ON envelopes (thread_id, closed_at);
CREATE INDEX ix_coverings_envelope ON coverings (envelope_id, step);
CREATE INDEX ix_bills_state ON bills (state, proposed_at);
CREATE INDEX ix_verdicts_at ON verdicts (at);
CREATE INDEX ix_verdicts_outbox ON verdicts (thread_id) WHERE outbox_seconds > 0;
CREATE INDEX ix_takebacks_carried_by ON takebacks (thread_id, carried_by);
CREATE INDEX ix_requests_record ON requests (name, fingerprint, decided_at) WHERE decided_at IS NOT NULL;
COMMIT;
