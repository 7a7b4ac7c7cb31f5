BEGIN TRANSACTION;
CREATE TABLE _cf_METADATA (
        key INTEGER PRIMARY KEY,
        value BLOB
      );
INSERT INTO "_cf_METADATA" VALUES(1,1795319486390000000);
CREATE TABLE complaint (
        sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, submission_id TEXT NOT NULL UNIQUE, body_sha256 TEXT NOT NULL,
        policy INTEGER NOT NULL, opening TEXT NOT NULL, receipt TEXT NOT NULL, submission TEXT NOT NULL
    );
INSERT INTO "complaint" VALUES(1,1795319481387,'019e2f5b-7a2c-7c3d-9e4f-000000000001','3891f81f94e28bca77df3c8e3178ea4172fe548a66ee410d6798dc1f59b507ad',1,'[{"id":"RD-6CPP3VH56MVFX-01-R:received","seq":0,"at":1795319481387,"actor":{"kind":"edge","automated":true},"what":{"type":"complaint.received","data":{"claimed_at":1795300000001}}},{"id":"RD-6CPP3VH56MVFX-01-R:triaged","seq":1,"at":1795319481387,"actor":{"kind":"edge","automated":true},"what":{"type":"complaint.triaged","data":{"reason":"staff_conduct","target":"platform","level":"B","complexity":"standard","queue":"legal","why":["reason_ordinary"]}}}]','{"id":"RD-6CPP3VH56MVFX-01-R","submission_id":"019e2f5b-7a2c-7c3d-9e4f-000000000001","site":"toy","site_name":"Toy Market","received_at":1795319481387,"claimed_at":1795300000001,"level":"B","queue":"legal","triage":{"reason":"staff_conduct","target":"platform","level":"B","complexity":"standard","queue":"legal","why":["reason_ordinary"]},"due":[{"clock":"forward","at":1795319541387},{"clock":"assign","at":1795323081387},{"clock":"contact","at":1795326681387},{"clock":"update","at":1795405881387},{"clock":"proposal","at":1795449081387},{"clock":"closure","at":1795492281387},{"clock":"legal","at":1800589881387}],"contact":{"name":"Seller desk","email":"desk@shop.example","phone":"+49301234567"},"lang":"en","body_sha256":"3891f81f94e28bca77df3c8e3178ea4172fe548a66ee410d6798dc1f59b507ad","follow":"WBeKNnz6yvgmc7cY6A4XdK0bpLE","key":"080c1c52e1e05f2e","signature":"JYz3FS3jdN521R2zS93AW/z0+RE4FB2tjldfNgy0q6/QN8x3koMQkayjiOybQTYu++XIGVJ0wPlRqFj16xj8Dg=="}','{"submission_id":"019e2f5b-7a2c-7c3d-9e4f-000000000001","site":"toy","claimed_at":1795300000001,"page":"https://shop.example/orders/A-1042","draft":{"text":"My payout for order A-1042 has been frozen since Monday and nobody answers.","contact":"mara@shop.example","merchant":{"value":"M-1","from":"data_attr"},"lang":"en"}}');
INSERT INTO "complaint" VALUES(2,1795319482094,'019e2f5b-7a2c-7c3d-9e4f-000000000002','a64942c6050a0b7a5df08c69f2f72af4b7f6b7e114d104252603e2ae282d409a',1,'[{"id":"RD-6CPP3VH56MVFX-02-S:received","seq":0,"at":1795319482094,"actor":{"kind":"edge","automated":true},"what":{"type":"complaint.received","data":{"claimed_at":1795300000002}}},{"id":"RD-6CPP3VH56MVFX-02-S:triaged","seq":1,"at":1795319482094,"actor":{"kind":"edge","automated":true},"what":{"type":"complaint.triaged","data":{"reason":"payment_not_received","target":"counterparty","level":"B","complexity":"standard","queue":"finance","why":["reason_ordinary"]}}}]','{"id":"RD-6CPP3VH56MVFX-02-S","submission_id":"019e2f5b-7a2c-7c3d-9e4f-000000000002","site":"toy","site_name":"Toy Market","received_at":1795319482094,"claimed_at":1795300000002,"level":"B","queue":"finance","triage":{"reason":"payment_not_received","target":"counterparty","level":"B","complexity":"standard","queue":"finance","why":["reason_ordinary"]},"due":[{"clock":"forward","at":1795319542094},{"clock":"assign","at":1795323082094},{"clock":"contact","at":1795326682094},{"clock":"update","at":1795405882094},{"clock":"proposal","at":1795449082094},{"clock":"closure","at":1795492282094},{"clock":"legal","at":1800589882094}],"contact":{"name":"Seller desk","email":"desk@shop.example","phone":"+49301234567"},"lang":"en","body_sha256":"a64942c6050a0b7a5df08c69f2f72af4b7f6b7e114d104252603e2ae282d409a","follow":"v0SfSdCdvMxBLhpjs2-9yU8exjU","key":"080c1c52e1e05f2e","signature":"eqpyxePBpZCO4DLJpK3AJmxh1Zd1k9yvAZKSbhuhLOXurbNGweR5rwO4E16qnudQbQ6MYI7j80AR1M95iKJNDw=="}','{"submission_id":"019e2f5b-7a2c-7c3d-9e4f-000000000002","site":"toy","claimed_at":1795300000002,"page":"https://shop.example/orders/A-1042","draft":{"text":"The buyer paid, I shipped, and the payout is still withheld after a week.","contact":"mara@shop.example","merchant":{"value":"M-1","from":"data_attr"},"lang":"en"}}');
CREATE TABLE docket (version INTEGER NOT NULL, number TEXT NOT NULL, site TEXT NOT NULL);
INSERT INTO "docket" VALUES(1,'665ac3dc4a6a6dfd','toy');
CREATE TABLE event (
        complaint INTEGER NOT NULL, seq INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (complaint, seq)
    ) WITHOUT ROWID;
INSERT INTO "event" VALUES(1,2,'{"id":"RD-6CPP3VH56MVFX-01-R:forwarded","seq":2,"at":1795319481422,"actor":{"kind":"edge","automated":true},"what":{"type":"complaint.forwarded","data":{"case":"TOY-1"}}}');
INSERT INTO "event" VALUES(1,3,'{"id":"toy-1","seq":3,"at":1795319481784,"actor":{"kind":"handler","name":"Ana K.","team":"funds"},"what":{"type":"complaint.assigned","data":{"team":"funds"}}}');
CREATE TABLE policy (id INTEGER PRIMARY KEY, policy TEXT NOT NULL);
INSERT INTO "policy" VALUES(1,'{"promises":{},"critical_from":[],"queues":{},"working":[],"review_percent":10}');
CREATE TABLE work (
        complaint INTEGER PRIMARY KEY, sent INTEGER NOT NULL, attempts INTEGER NOT NULL, parked INTEGER NOT NULL,
        deliver_at INTEGER, wakes_at INTEGER
    );
INSERT INTO "work" VALUES(1,4,0,0,NULL,1795324881387);
INSERT INTO "work" VALUES(2,0,1,0,1795319487069,1795319527094);
COMMIT;
